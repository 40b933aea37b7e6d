package io.openoms.tidb.gate;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.mysql.gate.GateQuestions;
import io.openoms.spi.WriteGate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

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

  private final GateQuestions questions;
  private final ClusterWrites writes;

  /**
   * A gate of a cluster.
   *
   * @param writes what may still commit once the variable is set
   * @param database the bookkeeping's database: our own account is tried by it
   */
  public SuperReadOnlyGate(Connections connections, ClusterWrites writes, String database) {
    this.questions = new GateQuestions(connections, database);
    this.writes = writes;
  }

  @Override
  public String look() {
    return questions.ask(
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
    questions.ask(
        sql -> {
          set(sql, "ON");
          if (!ownToo && !questions.passes(sql)) {
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

  /** The cluster keeps the variable when servers start anew. */
  @Override
  public Optional<String> holds(boolean ownToo) {
    return Optional.of(look()).filter("ON"::equals);
  }

  @Override
  public boolean passOwn() {
    return questions.ask(
        sql -> {
          set(sql, "ON");
          boolean passes = questions.passes(sql);
          if (!passes) {
            set(sql, "OFF");
          }
          return passes;
        });
  }

  @Override
  public void thaw(String before) {
    questions.ask(sql -> set(sql, before));
  }

  private static boolean set(Statement sql, String value) throws SQLException {
    return sql.execute("SET GLOBAL " + VARIABLE + " = " + value);
  }
}
