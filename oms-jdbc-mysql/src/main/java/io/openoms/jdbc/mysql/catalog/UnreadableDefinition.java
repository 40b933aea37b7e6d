package io.openoms.jdbc.mysql.catalog;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import org.jspecify.annotations.Nullable;

/** The error of a stored definition that cannot be read. Stateless. */
public final class UnreadableDefinition {

  private UnreadableDefinition() {}

  /**
   * STATE_UNKNOWN, with the ways on.
   *
   * @param cause why, as a part of a sentence
   */
  public static MigrationException of(ObjectName name, String cause, @Nullable Exception reason) {
    return new MigrationException(
        JdbcError.STATE_UNKNOWN,
        ErrorContext.of(name),
        "the stored definition cannot be read: "
            + cause
            + ". Resume with the version of this library that stored it, or retry the table",
        reason);
  }
}
