package io.openoms.tidb.gate;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.spi.WriteGate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Refuses writes by the global variable {@code tidb_super_read_only}, which only accounts with the
 * privilege RESTRICTED_REPLICA_WRITER_ADMIN are exempt from: no SUPER is. Thread-safe.
 *
 * <p>The commit of a transaction that was open before is refused, too, since TiDB 6.2 looks at the
 * variable before it commits. Commits that had passed that look are waited for.
 */
public final class SuperReadOnlyGate implements WriteGate {

  /** The variable. */
  public static final String VARIABLE = "tidb_super_read_only";

  private static final String DOING = "refusing writes of applications";

  private final Connections connections;
  private final ClusterWrites writes;
  private final String database;

  /**
   * A gate of a cluster.
   *
   * @param writes what may still commit once the variable is set
   * @param database the bookkeeping's database: our own account is tried by it
   */
  public SuperReadOnlyGate(Connections connections, ClusterWrites writes, String database) {
    this.connections = connections;
    this.writes = writes;
    this.database = database;
  }

  @Override
  public String look() {
    return ask(
        sql -> {
          try (ResultSet row = sql.executeQuery("SELECT @@GLOBAL." + VARIABLE)) {
            row.next();
            String shown = row.getString(1);
            return shown.equals("1") || shown.equalsIgnoreCase("ON") ? "ON" : "OFF";
          }
        });
  }

  @Override
  public void freeze(boolean ownToo) {
    ask(
        sql -> {
          set(sql, "ON");
          if (!ownToo && !passes(sql)) {
            throw new MigrationException(
                JdbcError.ACCESS_DENIED,
                ErrorContext.none(),
                "with "
                    + VARIABLE
                    + " this account cannot write: it lacks"
                    + " RESTRICTED_REPLICA_WRITER_ADMIN");
          }
          writes.awaitEnds(sql);
          return true;
        });
  }

  @Override
  public boolean passOwn() {
    return ask(
        sql -> {
          set(sql, "ON");
          boolean passes = passes(sql);
          if (!passes) {
            set(sql, "OFF");
          }
          return passes;
        });
  }

  @Override
  public void thaw(String before) {
    ask(sql -> set(sql, before));
  }

  private static boolean set(Statement sql, String value) throws SQLException {
    return sql.execute("SET GLOBAL " + VARIABLE + " = " + value);
  }

  /** The server judges the account before it looks whether the database is there. */
  private boolean passes(Statement sql) throws SQLException {
    try {
      sql.execute("CREATE DATABASE IF NOT EXISTS " + Identifiers.quote(database));
      return true;
    } catch (SQLException e) {
      if (failure(e).code() == JdbcError.SERVER_READ_ONLY) {
        return false;
      }
      throw e;
    }
  }

  /** A question or an order to the server. */
  @FunctionalInterface
  private interface Question<T> {
    T of(Statement sql) throws SQLException;
  }

  private <T> T ask(Question<T> question) {
    try (Connection connection = connections.borrow();
        Statement sql = connection.createStatement()) {
      return question.of(sql);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private MigrationException failure(SQLException error) {
    return connections.failures().of(error, ErrorContext.none(), DOING);
  }
}
