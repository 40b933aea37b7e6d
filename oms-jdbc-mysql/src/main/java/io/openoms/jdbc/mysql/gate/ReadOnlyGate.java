package io.openoms.jdbc.mysql.gate;

import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.WriteGate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Refuses writes by the global variables {@code read_only} and, where the server has it and lets it
 * be set, {@code super_read_only}. Accounts with SUPER, CONNECTION_ADMIN or READ_ONLY ADMIN are
 * exempt from the first one. Thread-safe.
 */
public final class ReadOnlyGate implements WriteGate {

  private static final String STRICT = "super_read_only";
  private static final String PLAIN = "read_only";

  private final GateQuestions questions;
  private final boolean hasStrict;
  private final OpenWork openWork;

  /** What may still commit once the server is read-only. */
  @FunctionalInterface
  public interface OpenWork {
    /**
     * Waits until none is left that was open.
     *
     * @throws MigrationException when some does not end
     */
    void awaitEnds(Statement sql) throws SQLException;
  }

  /**
   * A gate of a server.
   *
   * @param hasStrict whether {@code super_read_only} can be set
   * @param database the bookkeeping's database: our own account is tried by it
   * @param openWork what may still commit once the server is read-only
   */
  public ReadOnlyGate(
      Connections connections, boolean hasStrict, String database, OpenWork openWork) {
    this.questions = new GateQuestions(connections, database);
    this.hasStrict = hasStrict;
    this.openWork = openWork;
  }

  @Override
  public String look() {
    return questions.ask(
        sql ->
            hasStrict
                ? value(sql, PLAIN) + "," + value(sql, STRICT)
                : String.valueOf(value(sql, PLAIN)));
  }

  private static int value(Statement sql, String name) throws SQLException {
    try (ResultSet row = sql.executeQuery("SELECT @@GLOBAL." + name + " + 0")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Override
  public void freeze(boolean ownToo) {
    questions.ask(
        sql -> {
          sql.execute("SET GLOBAL read_only = 1");
          if (ownToo && hasStrict) {
            sql.execute("SET GLOBAL super_read_only = 1");
          }
          openWork.awaitEnds(sql);
          return true;
        });
  }

  @Override
  public boolean refusesAll(boolean ownToo) {
    return hasStrict && ownToo;
  }

  @Override
  public boolean passOwn() {
    return questions.ask(
        sql -> {
          if (hasStrict) {
            sql.execute("SET GLOBAL super_read_only = 0");
          }
          sql.execute("SET GLOBAL read_only = 1");
          boolean passes = questions.passes(sql);
          if (!passes) {
            sql.execute("SET GLOBAL read_only = 0");
          }
          return passes;
        });
  }

  @Override
  public void thaw(String before) {
    int comma = before.indexOf(',');
    int plain = Integer.parseInt(comma < 0 ? before : before.substring(0, comma));
    int strict = comma < 0 ? 0 : Integer.parseInt(before.substring(comma + 1));
    questions.ask(
        sql -> {
          if (hasStrict) {
            sql.execute("SET GLOBAL super_read_only = " + strict);
          }
          return sql.execute("SET GLOBAL read_only = " + plain);
        });
  }
}
