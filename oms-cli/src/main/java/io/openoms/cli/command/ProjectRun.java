package io.openoms.cli.command;

import io.openoms.Direction;
import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.SwitchoverReport;
import io.openoms.cli.ExitCode;
import io.openoms.cli.file.ProjectFile;
import io.openoms.cli.output.Console;
import io.openoms.cli.output.Figures;
import io.openoms.cli.output.JsonEvents;
import io.openoms.cli.output.JsonSummary;
import io.openoms.cli.output.LiveDisplay;
import io.openoms.cli.output.ResultTable;
import io.openoms.cli.output.VerificationTable;
import io.openoms.spi.remote.RemoteCopy;
import java.time.Duration;
import java.util.Optional;

/**
 * A run of a project file, shown as it was asked for.
 *
 * @param runs runs it
 * @param json whether programs read it
 * @param showsValues whether people see the values of rows that differ
 * @param switchesOver whether it switches over as soon as it has caught up
 * @param copy who copies chunks in other processes
 * @param limits those of the file, which may be edited meanwhile
 */
record ProjectRun(
    Runs runs,
    boolean json,
    boolean showsValues,
    boolean switchesOver,
    Optional<RemoteCopy> copy,
    LimitsFile limits) {

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Runs the project to its end; gives the exit code. */
  int run(ProjectFile project) {
    LiveDisplay display = new LiveDisplay();
    MigrationListener listener = json ? new JsonEvents() : display;
    boolean[] failed = new boolean[1];
    MigrationProject built = project.build(Optional.of(listener));
    MigrationResult result =
        runs.toTheEnd(
            copy.map(built::copiedBy).orElse(built),
            run -> {
              failed[0] = switchesOver && !isSwitched(run);
              while (!run.await(LOOK)) {
                limits.look(run);
              }
            });
    display.end();
    int exit = failed[0] ? ExitCode.FAILED : ExitCode.of(result);
    if (json) {
      JsonSummary.print(result, exit);
    } else {
      print(result);
    }
    return exit;
  }

  /** Whether applications may write to the sink; a run that cannot switch over is ended. */
  private boolean isSwitched(MigrationRun run) throws InterruptedException {
    while (!run.awaitCaughtUp(LOOK)) {
      if (run.result().isPresent()) {
        return false;
      }
      limits.look(run);
    }
    if (run.switchover().direction() == Direction.REVERSE) {
      return true;
    }
    try {
      SwitchoverReport report = run.switchover().execute();
      if (report.switched() && !json) {
        Console.note(
            "Applications may write to the sink; they could not write for "
                + Figures.seconds(report.withoutWrites())
                + ".");
      }
      if (!report.switched()) {
        run.close();
      }
      return report.switched();
    } catch (IllegalStateException e) {
      // The run ended first; its result says why.
      return false;
    }
  }

  private void print(MigrationResult result) {
    result.following().ifPresent(ResultTable::print);
    ResultTable.print(result.phases(), result.objects());
    result.verification().ifPresent(report -> new VerificationTable(report, showsValues).print());
    if (result.state() == RunState.STOPPED) {
      Console.note("Stopped before it was done; the same command goes on from here.");
    }
  }
}
