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
import io.openoms.error.ErrorCategory;
import java.util.Optional;

/** A run of a project file, shown as it was asked for. */
final class ProjectRun {

  private ProjectRun() {}

  /** Runs the project to its end; gives the exit code. */
  static int run(ProjectFile project, boolean json) {
    LiveDisplay display = new LiveDisplay();
    MigrationListener listener = json ? new JsonEvents() : display;
    MigrationResult result = Runs.toTheEnd(project.build(Optional.of(listener)));
    display.end();
    int exit = exit(result);
    if (json) {
      JsonSummary.print(result, exit);
    } else {
      result.following().ifPresent(ResultTable::print);
      ResultTable.print(result.phases(), result.objects());
      if (result.state() == RunState.STOPPED) {
        Console.note("Stopped before it was done; the same command goes on from here.");
      }
    }
    return exit;
  }

  private static int exit(MigrationResult result) {
    if (result.isComplete()) {
      return ExitCode.DONE;
    }
    boolean usage =
        result.state() != RunState.STOPPED
            && result
                .error()
                .map(error -> error.code().category() == ErrorCategory.USAGE)
                .orElse(false);
    return usage ? ExitCode.USAGE : ExitCode.FAILED;
  }
}
