package io.openoms.binlog.mysql.start;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import org.jspecify.annotations.Nullable;

/** The error of a place where nothing can begin. */
public final class StartInvalid {

  private StartInvalid() {}

  /** Why it is none. */
  public static MigrationException because(String why) {
    return because(why, null);
  }

  /** Why it is none, and what told so. */
  public static MigrationException because(String why, @Nullable Throwable cause) {
    return new MigrationException(BinlogError.START_INVALID, ErrorContext.none(), why, cause);
  }
}
