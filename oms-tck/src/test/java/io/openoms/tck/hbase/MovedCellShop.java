package io.openoms.tck.hbase;

import static io.openoms.tck.hbase.HBasePair.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.Direction;
import io.openoms.MigrationProject;
import io.openoms.spi.Endpoint;
import io.openoms.tck.SwitchedShop;
import io.openoms.tck.hbase.MovingCells.End;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * A family of HBase and its table of cells, the project that moves an application between them, and
 * what both ends hold, by a scan and plain SQL.
 */
final class MovedCellShop implements SwitchedShop, AutoCloseable {

  private final HBasePair pair = HBasePair.open();
  private final Path spool;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final MovingCells application;

  MovedCellShop(Path spool) throws IOException {
    this.spool = spool;
    pair.create("t", new byte[][] {bytes("r2")}, HBaseFollowIT.replicated("f"));
    this.application = new MovingCells(pair, "t");
  }

  HBasePair pair() {
    return pair;
  }

  @Override
  public void write(Direction direction) {
    application.writeTo(direction == Direction.FORWARD ? End.HBASE : End.SQL);
  }

  @Override
  public void awaitMore(int writes) throws InterruptedException {
    application.awaitMore(writes);
  }

  @Override
  public void rest() {
    application.rest();
  }

  /** HBase does not refuse the application any more once cells may come back. */
  @Override
  public void stopWrites() {
    application.rest();
  }

  @Override
  public ExecutorService threads() {
    return threads;
  }

  @Override
  public MigrationProject project(UnaryOperator<Endpoint> around, boolean verifies) {
    return MigrationProject.builder(pair.namespace())
        .source(around.apply(pair.sourceEndpoint()))
        .sink(around.apply(pair.sinkEndpoint()))
        .objects(o -> o.include(pair.namespace() + ".*"))
        .phases(
            p ->
                p.schema()
                    .full()
                    .incremental(i -> i.spoolDirectory(spool).windowChanges(200))
                    .switchover(s -> s.verify(verifies))
                    .reverseIncremental())
        .build();
  }

  /**
   * What one end alone has is shown, for they have thousands of cells in common. {@link SqlCells}
   * are not the application's.
   */
  @Override
  public void assertEqual(String as) throws IOException {
    List<String> cells = pair.fromSource("t", "f");
    List<String> rows = pair.fromSink("t$f");
    assertThat(without(cells, rows)).as("%s: cells of HBase alone", as).isEmpty();
    assertThat(without(rows, cells)).as("%s: rows of OceanBase alone", as).isEmpty();
    assertThat(rows).as(as).hasSameSizeAs(cells);
    List<String> own = cells.stream().filter(cell -> !SqlCells.isOne(cell)).toList();
    List<String> committed = application.committed();
    assertThat(without(committed, own)).as("%s: lost", as).isEmpty();
    assertThat(without(own, committed)).as("%s: not written by anybody", as).isEmpty();
  }

  private static Set<String> without(List<String> all, List<String> others) {
    Set<String> left = new TreeSet<>(all);
    left.removeAll(Set.copyOf(others));
    return left;
  }

  /** Removes what the project keeps. */
  void release() {
    project(end -> end, true).release();
  }

  @Override
  public void close() throws IOException {
    application.close();
    release();
    threads.shutdownNow();
    pair.sink().execute("SET GLOBAL read_only = 0");
    pair.close();
  }
}
