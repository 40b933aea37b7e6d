package io.openoms.tck.hbase;

import static io.openoms.tck.hbase.HBasePair.bytes;
import static io.openoms.tck.hbase.HBasePair.cell;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cells are compared beside a writer, who puts and deletes the cells that are compared. The log
 * decides of each that differs, so only those that were spoiled are found.
 */
@Thorough
class HBaseFlowVerificationIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int ROWS = 1_500;

  @TempDir private Path directory;

  private final AtomicBoolean stopped = new AtomicBoolean();

  @Test
  void besideAWriterNothingIsFoundButCellsThatWereSpoiled() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (HBasePair pair = HBasePair.open()) {
      pair.create("t", HBaseFollowIT.replicated("f"));
      fill(pair);
      Future<?> writer = threads.submit(() -> write(pair));
      MigrationProject project = project(pair);
      try (MigrationRun run = project.start(threads)) {
        while (run.verification().last().isEmpty() && run.result().isEmpty()) {
          Thread.sleep(50);
        }
        assertThat(run.result()).isEmpty();
        assertQuiet(run.verification().last().orElseThrow());

        spoil(pair);
        TableVerification spoiled = table(run.verification().run());
        assertThat(spoiled.missing()).as("%s", spoiled).isEqualTo(1);
        assertThat(spoiled.extra()).as("%s", spoiled).isEqualTo(1);
        assertThat(spoiled.different()).as("%s", spoiled).isEqualTo(1);

        assertThat(table(run.verification().repair()).repaired()).isEqualTo(3);
        assertQuiet(run.verification().run());

        stopped.set(true);
        writer.get();
        assertThat(run.awaitCaughtUp(PATIENCE)).as("%s", run.progress()).isTrue();
        run.finishIncremental();
        assertThat(run.await().error()).isEmpty();
      }
      pair.assertSame("t", "f");
      assertThat(project.release()).isTrue();
    } finally {
      stopped.set(true);
      threads.shutdownNow();
    }
  }

  private MigrationProject project(HBasePair pair) {
    return pair.builder()
        .phases(
            p ->
                p.schema()
                    .full(f -> f.chunkRows(300))
                    .incremental(i -> i.spoolDirectory(directory))
                    .verification(v -> v.chunkRows(300)))
        .build();
  }

  private static void fill(HBasePair pair) throws Exception {
    List<Put> puts = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      puts.add(cell("k" + i, "f", "q" + i % 3, 1, "v" + i));
    }
    pair.put("t", puts.toArray(Put[]::new));
  }

  /** Rows above the first hundred, which are spoiled. */
  private Void write(HBasePair pair) throws Exception {
    Random random = new Random(Seed.ofTheDay());
    try (Table table = pair.table("t")) {
      for (long now = 10; !stopped.get(); now++) {
        byte[] row = bytes("k" + (100 + random.nextInt(ROWS)));
        byte[] qualifier = bytes("q" + random.nextInt(3));
        switch (random.nextInt(20)) {
          case 0 -> table.delete(new Delete(row).addColumns(bytes("f"), qualifier, now));
          case 1 -> table.delete(new Delete(row).addFamily(bytes("f"), now));
          case 2 -> table.delete(new Delete(row).addColumn(bytes("f"), qualifier));
          case 3 -> table.delete(new Delete(row).addFamilyVersion(bytes("f"), 1));
          default ->
              table.put(new Put(row).addColumn(bytes("f"), qualifier, now, bytes("v" + now)));
        }
        Thread.sleep(5);
      }
    }
    return null;
  }

  private static void spoil(HBasePair pair) {
    String table = "`" + pair.namespace() + "`.`t$f`";
    pair.sink()
        .execute(
            "UPDATE " + table + " SET V = 'spoiled' WHERE K = 'k7'",
            "DELETE FROM " + table + " WHERE K = 'k8'",
            "INSERT INTO " + table + " VALUES ('k9', 'none', -5, 'x')");
  }

  private static TableVerification table(VerificationReport report) {
    assertThat(report.tables()).hasSize(1);
    TableVerification table = report.tables().get(0);
    assertThat(table.error()).isEmpty();
    assertThat(table.unresolved()).as("%s", table).isZero();
    return table;
  }

  private static void assertQuiet(VerificationReport report) {
    TableVerification table = table(report);
    assertThat(table.isConsistent()).as("%s", table).isTrue();
    assertThat(table.rows()).isPositive();
  }
}
