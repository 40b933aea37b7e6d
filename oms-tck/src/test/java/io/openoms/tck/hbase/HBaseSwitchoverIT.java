package io.openoms.tck.hbase;

import static io.openoms.tck.hbase.HBasePair.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.Direction;
import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.tck.SwitchedShop;
import io.openoms.tck.hbase.MovingCells.End;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application writes all the time, to whichever end decides: cells to HBase, rows by SQL to
 * OceanBase, and cells again. Nothing is lost, and both ends are equal cell by cell.
 */
class HBaseSwitchoverIT {

  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir private Path spool;

  @Test
  @Thorough
  void writesMoveToTablesOfCellsAndBack() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (HBasePair pair = HBasePair.open()) {
      pair.create("t", new byte[][] {bytes("r2")}, HBaseFollowIT.replicated("f"));
      MigrationProject project = project(pair);
      try (MovingCells application = new MovingCells(pair, "t")) {
        application.writeTo(End.HBASE);
        application.awaitMore(300);
        try (MigrationRun run = project.start(threads)) {
          assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
          application.awaitMore(100);
          // HBase does not refuse the application any more once cells may come back.
          SwitchedShop.assertMoved(run.switchover().execute(application::rest));
          application.writeTo(End.SQL);
          SqlCells.write(pair);
          application.awaitMore(300);
        }
        try (MigrationRun run = project.start(threads)) {
          application.awaitMore(100);
          assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
          assertThat(run.switchover().direction()).isEqualTo(Direction.REVERSE);
          application.rest();
          assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
          assertEqual(pair, application, "in reverse");
          application.writeTo(End.SQL);
          application.awaitMore(100);
          SwitchedShop.assertMoved(run.switchover().back(application::rest));
          assertEqual(pair, application, "back in HBase");
          application.writeTo(End.HBASE);
          application.awaitMore(200);
          application.rest();
          assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
          assertEqual(pair, application, "forward again");
          assertThat(run.verification().run().inconsistent()).isEmpty();
        }
      } finally {
        project.release();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** What one end alone has is shown, for they have thousands of cells in common. */
  private static void assertEqual(HBasePair pair, MovingCells application, String as)
      throws Exception {
    List<String> cells = pair.fromSource("t", "f");
    List<String> rows = pair.fromSink("t$f");
    assertThat(without(cells, rows)).as("%s: cells of HBase alone", as).isEmpty();
    assertThat(without(rows, cells)).as("%s: rows of OceanBase alone", as).isEmpty();
    assertThat(rows).as(as).hasSameSizeAs(cells);
    List<String> own = cells.stream().filter(cell -> !SqlCells.isOne(cell)).toList();
    List<String> committed = application.committed();
    assertThat(without(committed, own)).as("%s: lost", as).isEmpty();
    assertThat(without(own, committed)).as("%s: not written by anybody", as).isEmpty();
    assertThat(cells.size() - own.size()).as(as).isEqualTo(SqlCells.LEFT);
  }

  private static Set<String> without(List<String> all, List<String> others) {
    Set<String> left = new TreeSet<>(all);
    left.removeAll(Set.copyOf(others));
    return left;
  }

  private MigrationProject project(HBasePair pair) {
    return pair.builder()
        .phases(
            p ->
                p.schema()
                    .full()
                    .incremental(i -> i.spoolDirectory(spool).windowChanges(200))
                    .switchover(s -> {})
                    .reverseIncremental())
        .build();
  }
}
