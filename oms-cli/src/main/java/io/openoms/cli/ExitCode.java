package io.openoms.cli;

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

  private ExitCode() {}

  /** The code for what a call threw before anything was touched. */
  public static int of(MigrationException error) {
    return error.code().category() == ErrorCategory.USAGE ? USAGE : FAILED;
  }
}
