package io.openoms.cli.command;

import io.openoms.MigrationListener;
import io.openoms.MigrationResult;
import io.openoms.RunState;
import io.openoms.cli.ExitCode;
import io.openoms.cli.file.ProjectFile;
import io.openoms.cli.output.Console;
import io.openoms.cli.output.JsonEvents;
import io.openoms.cli.output.JsonSummary;
import io.openoms.cli.output.LiveDisplay;
import io.openoms.cli.output.ResultTable;
import io.openoms.cli.output.VerificationTable;
import java.util.Optional;

/** A run of a project file, shown as it was asked for. */
final class ProjectRun {

  private ProjectRun() {}

  /** Runs the project to its end; gives the exit code. */
  static int run(ProjectFile project, boolean json) {
    return run(project, json, false);
  }

  /**
   * The same.
   *
   * @param showsValues whether people see the values of rows that differ
   */
  static int run(ProjectFile project, boolean json, boolean showsValues) {
    LiveDisplay display = new LiveDisplay();
    MigrationListener listener = json ? new JsonEvents() : display;
    MigrationResult result = Runs.toTheEnd(project.build(Optional.of(listener)));
    display.end();
    int exit = ExitCode.of(result);
    if (json) {
      JsonSummary.print(result, exit);
    } else {
      result.following().ifPresent(ResultTable::print);
      ResultTable.print(result.phases(), result.objects());
      result.verification().ifPresent(report -> new VerificationTable(report, showsValues).print());
      if (result.state() == RunState.STOPPED) {
        Console.note("Stopped before it was done; the same command goes on from here.");
      }
    }
    return exit;
  }
}
