package io.openoms.tck.hbase;

import static io.openoms.tck.hbase.HBasePair.bytes;
import static io.openoms.tck.hbase.HBasePair.cell;
import static io.openoms.tck.hbase.HBasePair.family;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.testkit.HBaseServer;
import io.openoms.testkit.LeakCheck;
import io.openoms.testkit.junit.Thorough;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.hbase.client.Put;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The source is split, flushed, killed and stopped while it is copied; the copy goes on by itself
 * or in the next run, and both sides end equal.
 */
@Thorough
class HBaseFaultsIT {

  private static final int CELLS = 60_000;
  private static final int CHUNK = 1_000;

  @Test
  void regionsThatAreSplitBesideTheCopyLoseNothing() throws Exception {
    try (HBasePair pair = HBasePair.open()) {
      fill(pair);
      ExecutorService threads = Executors.newCachedThreadPool();
      try (MigrationRun run = project(pair).start(threads)) {
        awaitBegun(pair);
        for (String key : List.of("k2", "k6")) {
          pair.admin().split(pair.name("t"), bytes(key));
          pair.admin().flush(pair.name("t"));
          Thread.sleep(700);
        }
        assertThat(run.await().error()).isEmpty();
      } finally {
        threads.shutdownNow();
      }
      assertThat(pair.admin().getRegions(pair.name("t"))).hasSizeGreaterThan(2);
      pair.assertSame("t", "f");
    }
  }

  /** The table fails by name; the other one of the project is copied to its end. */
  @Test
  void aTableThatIsDroppedInMidCopyFailsByName() throws Exception {
    try (HBasePair pair = HBasePair.open()) {
      fill(pair);
      pair.create("u", family("f").build());
      pair.put("u", cell("a", "f", "q", 1, "v"));
      ExecutorService threads = Executors.newCachedThreadPool();
      try (MigrationRun run = project(pair).start(threads)) {
        awaitBegun(pair);
        pair.admin().disableTable(pair.name("t"));
        pair.admin().deleteTable(pair.name("t"));
        assertThat(HBasePair.object(run.await(), "t$f").error())
            .hasValueSatisfying(error -> assertThat(error).contains("HBASE_TABLE_GONE (chunk "));
        assertThat(HBasePair.object(run.await(), "u$f").error()).isEmpty();
      } finally {
        threads.shutdownNow();
      }
      pair.assertSame("u", "f");
    }
  }

  /** A server that is killed and comes back within the patience of a run. */
  @Test
  void aServerThatIsKilledAndComesBackIsWaitedFor() throws Exception {
    try (HBaseServer server = HBaseServer.start();
        HBasePair pair = HBasePair.at(server)) {
      fill(pair);
      pair.admin().flush(pair.name("t"));
      ExecutorService threads = Executors.newCachedThreadPool();
      try (MigrationRun run = project(pair).start(threads)) {
        awaitBegun(pair);
        server.restart();
        assertThat(run.await().error()).isEmpty();
      } finally {
        threads.shutdownNow();
      }
      pair.assertSame("t", "f");
    }
  }

  /** A server that hangs holds neither {@code close()} nor a thread; the next run goes on. */
  @Test
  void aRunIsClosedWhileTheServerHangsAndGoesOnLater() throws Exception {
    try (HBaseServer server = HBaseServer.start();
        HBasePair pair = HBasePair.at(server)) {
      fill(pair);
      signal("-0", server); // Java keeps a thread for processes, which is none of ours
      LeakCheck leaks = new LeakCheck();
      ExecutorService threads = Executors.newCachedThreadPool();
      MigrationRun run = project(pair).start(threads);
      awaitBegun(pair);
      signal("-STOP", server);
      try {
        Thread.sleep(2_000);
        long began = System.nanoTime();
        run.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
      } finally {
        signal("-CONT", server);
        threads.shutdownNow();
      }
      leaks.assertNoNewThreads();

      HBasePair.assertComplete(project(pair));

      pair.assertSame("t", "f");
    }
  }

  private static void signal(String signal, HBaseServer server) throws Exception {
    new ProcessBuilder("kill", signal, Long.toString(server.pid())).start().waitFor();
  }

  private static void fill(HBasePair pair) throws IOException {
    pair.create("t", new byte[][] {bytes("k4")}, family("f").build());
    List<Put> puts = new ArrayList<>();
    for (int i = 0; i < CELLS; i++) {
      puts.add(cell("k" + Integer.toString(i, 9), "f", "q" + i % 3, i, "value " + i));
    }
    pair.put("t", puts.toArray(Put[]::new));
  }

  private static MigrationProject project(HBasePair pair) {
    return pair.builder()
        .phases(
            p ->
                p.schema()
                    .full(f -> f.readers(2).writers(2).chunkRows(CHUNK).rowsPerSecond(12_000))
                    .verification())
        .build();
  }

  /** Some chunks are there, and some are not. */
  private static void awaitBegun(HBasePair pair) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .ignoreExceptions()
        .until(() -> pair.fromSink("t$f").size() >= 3 * CHUNK);
  }
}
