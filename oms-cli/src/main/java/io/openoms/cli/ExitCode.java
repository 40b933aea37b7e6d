package io.openoms.cli;

import io.openoms.MigrationResult;
import io.openoms.RunState;
import io.openoms.VerificationReport;
import io.openoms.error.ErrorCategory;
import io.openoms.error.MigrationException;

/** What the process's exit code means. */
public final class ExitCode {

  /** Everything asked for was done. */
  public static final int DONE = 0;

  /** Something failed, and was named; or the work was stopped before it was done. */
  public static final int FAILED = 1;

  /** Bad usage or configuration; nothing was touched. */
  public static final int USAGE = 2;

  /** Everything asked for was done, and verification found differences. */
  public static final int DIFFERENT = 3;

  private ExitCode() {}

  /** The code for what became of a run. */
  public static int of(MigrationResult result) {
    if (result.isComplete()) {
      return result.verification().map(ExitCode::of).orElse(DONE);
    }
    boolean stopped = result.state() == RunState.STOPPED;
    return stopped ? FAILED : result.error().map(ExitCode::of).orElse(FAILED);
  }

  /** A table or view that could not be compared is a failure: nobody knows what it holds. */
  private static int of(VerificationReport report) {
    if (report.tables().stream().anyMatch(table -> table.error().isPresent())
        || report.views().stream().anyMatch(view -> view.error().isPresent())) {
      return FAILED;
    }
    return report.isConsistent() ? DONE : DIFFERENT;
  }

  /** The code for what a call threw before anything was touched. */
  public static int of(MigrationException error) {
    return error.code().category() == ErrorCategory.USAGE ? USAGE : FAILED;
  }
}
