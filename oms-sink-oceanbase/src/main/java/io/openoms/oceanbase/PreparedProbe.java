package io.openoms.oceanbase;

import io.openoms.dialect.mysql.Literals;
import io.openoms.dialect.mysql.ddl.TargetProbe;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/**
 * Asks OceanBase by preparing the statement: its kernel then resolves types, defaults, expressions
 * and partitions, and creates nothing. MySQL and MariaDB only read the grammar. Thread-safe.
 */
final class PreparedProbe implements TargetProbe {

  /** There on every OceanBase, for a database that is not made yet. */
  private static final String OWN_DATABASE = "oceanbase";

  /** Access to a database, table or column denied; a privilege is missing. */
  private static final Set<Integer> NO_RIGHTS = Set.of(1044, 1142, 1143, 1227);

  private final Connections connections;

  PreparedProbe(Connections connections) {
    this.connections = connections;
  }

  @Override
  public String database(String wanted) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT 1 FROM information_schema.schemata WHERE schema_name = "
                    + Literals.text(wanted))) {
      return found.next() ? wanted : OWN_DATABASE;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public Optional<String> refusal(String sql) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try {
        statement.execute("PREPARE oms_probe FROM " + Literals.text(sql));
      } catch (SQLException e) {
        return mayNotAsk(e) ? Optional.empty() : Optional.of(refusal(e));
      }
      statement.execute("DEALLOCATE PREPARE oms_probe");
      return Optional.empty();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** A user without rights in the database that is named learns the rest when it is there. */
  private static boolean mayNotAsk(SQLException error) {
    return NO_RIGHTS.contains(error.getErrorCode());
  }

  /** What the server says, unless it says that it cannot answer now. */
  private String refusal(SQLException error) {
    MigrationException failure = failure(error);
    if (failure.isRetryable()) {
      throw failure;
    }
    return String.valueOf(error.getMessage());
  }

  private MigrationException failure(SQLException error) {
    return connections.failures().of(error, ErrorContext.none(), "asking the target what it takes");
  }
}
