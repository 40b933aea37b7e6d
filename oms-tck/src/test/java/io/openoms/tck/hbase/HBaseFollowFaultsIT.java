package io.openoms.tck.hbase;

import static io.openoms.tck.hbase.HBasePair.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.testkit.HBaseServer;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A writer puts and deletes at random, with time stamps of its own, while engines end and begin
 * again, regions are split and flushed, and the server is killed. Both sides end equal.
 */
@Thorough
class HBaseFollowFaultsIT {

  private static final long SEED = Seed.ofTheDay();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path directory;

  private final AtomicLong clock = new AtomicLong(1_000);
  private final AtomicBoolean stopped = new AtomicBoolean();

  @Test
  void enginesThatEndRegionsThatSplitAndAServerThatIsKilledLoseNothing() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (HBaseServer server = HBaseServer.start();
        HBasePair pair = HBasePair.at(server)) {
      pair.create(
          "t",
          new byte[][] {bytes("k5")},
          HBaseFollowIT.replicated("f"),
          HBaseFollowIT.replicated("g"));
      Future<?> writer = threads.submit(() -> write(pair));
      MigrationProject project = project(pair);
      Random random = new Random(SEED);
      for (int engine = 0; engine < 6; engine++) {
        try (MigrationRun run = project.start(threads)) {
          Thread.sleep(1_500 + random.nextInt(4_000));
          disturb(pair, engine);
          assertThat(run.result().flatMap(result -> result.error())).isEmpty();
        }
      }
      try (MigrationRun run = project.start(threads)) {
        Thread.sleep(2_000);
        stopped.set(true);
        writer.get();
        assertThat(run.awaitCaughtUp(PATIENCE)).as("%s", run.progress()).isTrue();
        run.finishIncremental();
        assertThat(run.await().error()).isEmpty();
      }
      pair.assertSame("t", "f");
      pair.assertSame("t", "g");
    } finally {
      stopped.set(true);
      threads.shutdownNow();
    }
  }

  private static void disturb(HBasePair pair, int engine) throws Exception {
    switch (engine) {
      case 1 -> pair.admin().split(pair.name("t"), bytes("k2"));
      case 2 -> pair.admin().flush(pair.name("t"));
      case 3 -> {
        pair.source().restart();
        Thread.sleep(4_000);
      }
      case 4 -> pair.admin().split(pair.name("t"), bytes("k7"));
      default -> Thread.sleep(500);
    }
  }

  private MigrationProject project(HBasePair pair) {
    return pair.builder()
        .phases(
            p ->
                p.schema()
                    .full(f -> f.chunkRows(200))
                    .incremental(i -> i.spoolDirectory(directory).windowChanges(500)))
        .build();
  }

  /** Time stamps rise, so no put is hidden by an earlier delete. */
  private void write(HBasePair pair) {
    Random random = new Random(SEED + 1);
    while (!stopped.get()) {
      try (Table table = pair.table("t")) {
        byte[] row = bytes("k" + random.nextInt(10) + "-" + random.nextInt(40));
        byte[] family = bytes(random.nextBoolean() ? "f" : "g");
        byte[] qualifier = bytes("q" + random.nextInt(3));
        long now = clock.incrementAndGet();
        switch (random.nextInt(12)) {
          case 0 -> table.delete(new Delete(row).addColumns(family, qualifier, now));
          case 1 -> table.delete(new Delete(row).addFamily(family, now));
          case 2 -> table.delete(new Delete(row).addColumn(family, qualifier));
          case 3 -> table.delete(new Delete(row).addFamilyVersion(family, now - 1));
          default ->
              table.put(
                  new Put(row)
                      .addColumn(family, qualifier, now, bytes("v" + now))
                      .addColumn(family, bytes("same"), now, new byte[random.nextInt(50)]));
        }
      } catch (IOException e) {
        // The server is away: whether it has the change does not matter, both sides are compared.
        assertThat(e).isNotNull();
      }
    }
  }
}
