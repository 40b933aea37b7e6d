package io.openoms.tidb.openprotocol;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.tidb.error.ChangefeedError;

/** What is wrong with a message, as errors. Stateless. */
final class Faults {

  private Faults() {}

  static MigrationException damaged(String description) {
    return new MigrationException(
        ChangefeedError.MESSAGE_DAMAGED, ErrorContext.none(), description);
  }

  /** The cause's own message may show values, so it is left out. */
  static MigrationException damaged(String description, Exception cause) {
    return damaged(description + " (" + cause.getClass().getSimpleName() + ")");
  }

  static MigrationException unknown(String description) {
    return new MigrationException(
        ChangefeedError.MESSAGE_UNKNOWN, ErrorContext.none(), description);
  }

  static MigrationException unfit(String description) {
    return new MigrationException(
        ChangefeedError.CHANGE_VALUE_UNFIT, ErrorContext.none(), description);
  }

  /** The value's type is not the one of the table's stored definition. */
  static MigrationException differs(String description) {
    return new MigrationException(ChangefeedError.CHANGE_UNFIT, ErrorContext.none(), description);
  }
}
