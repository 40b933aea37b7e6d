package io.openoms.jdbc.error;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.TableRead;
import java.sql.SQLException;

/** Names why a table cannot be read as a project asks for it. Stateless. */
public final class ReadFailures {

  private ReadFailures() {}

  /** The error of a statement that tries whether a server takes a read, with its row filter. */
  public static MigrationException ofTrial(
      SqlFailures failures, SQLException error, TableRead read) {
    ErrorContext context = ErrorContext.of(read.table().name());
    MigrationException failure = failures.of(error, context, "checking what is read");
    if (read.filter().isEmpty() || failure.isRetryable()) {
      return failure;
    }
    return new MigrationException(
        JdbcError.ROW_FILTER_INVALID,
        context,
        "the source does not take the row filter '"
            + read.filter().get()
            + "': "
            + error.getMessage(),
        error);
  }
}
