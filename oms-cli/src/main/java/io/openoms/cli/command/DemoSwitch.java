package io.openoms.cli.command;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.SwitchoverReport;
import io.openoms.cli.output.Console;
import io.openoms.cli.output.Figures;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.sample.ShopSchema;
import io.openoms.testkit.sample.ShopWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The demo's switchover: the shop's writer moves to the sink, and back. One thread.
 *
 * @param runs runs it
 * @param from the source
 * @param to the sink
 * @param shop the shop
 * @param rows the orders that it was made with
 * @param compared the tables that are compared by plain SQL
 */
record DemoSwitch(
    Runs runs,
    DatabaseServer from,
    DatabaseServer to,
    ShopSchema shop,
    long rows,
    List<String> compared) {

  private static final Duration WRITES = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** A writer that the switchover stops. */
  private record Stopped(ShopWriter writer) implements Runnable {
    @Override
    public void run() {
      try {
        writer.end();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Whether the shop moves to the sink and back, with nothing lost either way. */
  boolean shows(MigrationProject project) throws SQLException {
    boolean[] good = new boolean[1];
    MigrationResult result =
        runs.of(project, MigrationRun::close, run -> good[0] = isMovedAndBack(run));
    return good[0] && result.isComplete();
  }

  private boolean isMovedAndBack(MigrationRun run) throws SQLException, InterruptedException {
    ShopWriter atSource = ShopWriter.start(from, shop, rows, 2);
    boolean good = run.awaitCaughtUp(PATIENCE) && !run.await(WRITES);
    good = good && isMoved("sink", run.switchover().execute(new Stopped(atSource)));
    if (!good) {
      atSource.close();
      return false;
    }
    ShopWriter atSink = ShopWriter.start(to, shop, rows, 3);
    Console.note("The writer changes the shop at the sink now.");
    good = !run.await(WRITES);
    good = isMoved("source", run.switchover().back(new Stopped(atSink))) && good;
    atSink.close();
    Console.note(
        "It has made "
            + Figures.count(atSink.transactions())
            + " transactions there. Comparing every row by plain SQL …");
    good = good && Comparison.of(from, to, shop.database(), compared).isEqual();
    run.finishIncremental();
    Console.result(
        good
            ? "By plain SQL, source and sink are equal."
            : "THE SWITCHOVER FAILED, OR SOURCE AND SINK DIFFER.");
    return good;
  }

  private static boolean isMoved(String end, SwitchoverReport report) {
    if (report.switched()) {
      Console.result(
          "Writes moved to the "
              + end
              + "; for "
              + Figures.seconds(report.withoutWrites())
              + " nobody could write.");
    } else {
      report.error().ifPresent(error -> Console.error(error.getMessage()));
    }
    return report.switched();
  }
}
