package io.openoms.tck.hbase;

import static io.openoms.tck.hbase.HBasePair.bytes;
import static io.openoms.tck.hbase.HBasePair.cell;
import static io.openoms.tck.hbase.HBasePair.family;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.junit.Thorough;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.hbase.client.Append;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptor;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Increment;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.RowMutations;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.replication.ReplicationPeerDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of HBase are delivered to the project's peer and arrive as cells. */
class HBaseFollowIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path directory;

  @Test
  void putsAndDeletesOfEachKindArriveAlsoThoseFromBetweenTwoRuns() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (HBasePair pair = HBasePair.open()) {
      pair.create("t", new byte[][] {bytes("k4")}, replicated("f"), replicated("g"));
      fill(pair, 0, 1_000);
      MigrationProject project = project(pair, false);
      try (MigrationRun run = project.start(threads)) {
        fill(pair, 500, 1_500);
        deleteEachKind(pair, 0);
        assertThat(run.awaitCaughtUp(PATIENCE)).as("%s", run.progress()).isTrue();
        pair.assertSame("t", "f");
        // Some of it is on its way when the run ends.
        mutate(pair);
        deleteEachKind(pair, 100);
      }
      fill(pair, 1_400, 2_000);
      deleteEachKind(pair, 200);
      try (MigrationRun run = project.start(threads)) {
        deleteEachKind(pair, 300);
        assertThat(run.awaitCaughtUp(PATIENCE)).as("%s", run.progress()).isTrue();
        run.finishIncremental();
        assertThat(run.await().error()).isEmpty();
        assertThat(run.await().state()).isEqualTo(RunState.COMPLETED);
      }
      pair.assertSame("t", "f");
      pair.assertSame("t", "g");

      assertThat(peers(pair)).hasSize(1);
      assertThat(project.release()).isTrue();
      assertThat(peers(pair)).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @Thorough
  void aFamilyThatIsNotReplicatedFailsByName() throws Exception {
    try (HBasePair pair = HBasePair.open()) {
      pair.create("t", family("f").build());
      pair.put("t", cell("a", "f", "q", 1, "v"));

      assertThat(HBasePair.object(TestedPair.run(project(pair, true)), "t$f").error())
          .hasValueSatisfying(error -> assertThat(error).contains("REPLICATION_SCOPE"));
      assertThat(project(pair, true).precheck().items())
          .filteredOn(item -> item.check().equals("FOLLOWABLE"))
          .singleElement()
          .satisfies(item -> assertThat(item.toString()).contains("REPLICATION_SCOPE"));
    }
  }

  private MigrationProject project(HBasePair pair, boolean ends) {
    return pair.builder()
        .phases(
            p ->
                p.schema()
                    .full(f -> f.chunkRows(100).rowsPerSecond(2_000))
                    .incremental(
                        i -> {
                          i.spoolDirectory(directory).windowChanges(700);
                          if (ends) {
                            i.untilCaughtUp();
                          }
                        }))
        .build();
  }

  static ColumnFamilyDescriptor replicated(String name) {
    return family(name).setScope(1).build();
  }

  /** Rows of several versions in both families; some are written again with other values. */
  private static void fill(HBasePair pair, int from, int to) throws IOException {
    List<Put> puts = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String row = "k" + i % 9 + "-" + i % 50;
      puts.add(cell(row, "f", i % 4 == 0 ? "" : "q" + i % 4, 1 + i % 30, "from " + from + "-" + i));
      puts.add(cell(row, "g", "h", 1 + i % 7, "g" + i));
    }
    pair.put("t", puts.toArray(Put[]::new));
  }

  /** Each with and without a time stamp; what is put behind it is newer. */
  private static void deleteEachKind(HBasePair pair, int number) throws IOException {
    try (Table table = pair.table("t")) {
      for (int i = number; i < number + 9; i++) {
        byte[] row = bytes("d" + i);
        for (int time = 10; time <= 50; time += 10) {
          table.put(new Put(row).addColumn(bytes("f"), bytes("a"), time, bytes("a" + time)));
          table.put(new Put(row).addColumn(bytes("f"), bytes("b"), time, bytes("b" + time)));
          table.put(new Put(row).addColumn(bytes("g"), new byte[0], time, new byte[0]));
        }
        table.delete(delete(i % 9, new Delete(row)));
        table.put(new Put(row).addColumn(bytes("f"), bytes("a"), 60 + i, bytes("later")));
      }
    }
  }

  private static Delete delete(int kind, Delete row) {
    byte[] family = bytes("f");
    return switch (kind) {
      case 0 -> row.addColumn(family, bytes("a"), 30);
      case 1 -> row.addColumn(family, bytes("a"));
      case 2 -> row.addColumns(family, bytes("a"), 30);
      case 3 -> row.addColumns(family, bytes("b"), 50);
      case 4 -> row.addFamily(family, 40);
      case 5 -> row.addFamily(bytes("g"));
      case 6 -> row.addFamilyVersion(family, 20);
      case 7 -> row.addColumns(family, bytes("b"), 10).addFamilyVersion(bytes("g"), 50);
      default -> row.addColumn(family, bytes("b"), 40).addColumns(family, bytes("a"), 20);
    };
  }

  /** What arrives as puts, and several changes of a row at once. */
  private static void mutate(HBasePair pair) throws IOException {
    try (Table table = pair.table("t")) {
      for (int i = 0; i < 20; i++) {
        byte[] row = bytes("m" + i);
        table.increment(new Increment(row).addColumn(bytes("f"), bytes("n"), i));
        table.append(new Append(row).addColumn(bytes("f"), bytes("t"), bytes("x" + i)));
        table.append(new Append(row).addColumn(bytes("f"), bytes("t"), new byte[] {0, -1, 32}));
        table.mutateRow(
            RowMutations.of(
                List.of(
                    new Put(row)
                        .addColumn(bytes("f"), new byte[] {0}, 7, new byte[300_000 * (i % 2)]),
                    new Delete(row).addColumns(bytes("f"), bytes("n"), 1))));
      }
      Put wide = new Put(bytes("wide"));
      for (int i = 0; i < 3_000; i++) {
        wide.addColumn(bytes("f"), bytes("w" + i), 5, bytes("w" + i));
      }
      table.put(wide);
    }
  }

  private static List<String> peers(HBasePair pair) throws IOException {
    return pair.admin().listReplicationPeers().stream()
        .map(ReplicationPeerDescription::getPeerId)
        .filter(id -> id.contains(pair.namespace()))
        .toList();
  }
}
