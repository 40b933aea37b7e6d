package io.openoms.jdbc.mysql.gate;

import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.WriteGate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  private final boolean forgets;
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
   * @param forgets whether a server that starts anew has lost its variables
   * @param database the bookkeeping's database: our own account is tried by it
   * @param openWork what may still commit once the server is read-only
   */
  public ReadOnlyGate(
      Connections connections,
      boolean hasStrict,
      boolean forgets,
      String database,
      OpenWork openWork) {
    this.questions = new GateQuestions(connections, database);
    this.hasStrict = hasStrict;
    this.forgets = forgets;
    this.openWork = openWork;
  }

  @Override
  public String look() {
    return questions.ask(this::values);
  }

  private String values(Statement sql) throws SQLException {
    return hasStrict
        ? value(sql, PLAIN) + "," + value(sql, STRICT)
        : String.valueOf(value(sql, PLAIN));
  }

  private static int value(Statement sql, String name) throws SQLException {
    try (ResultSet row = sql.executeQuery("SELECT @@GLOBAL." + name + " + 0")) {
      row.next();
      return row.getInt(1);
    }
  }

  /** All or nothing: a freeze that fails leaves the server as it was. */
  @Override
  public void freeze(boolean ownToo) {
    questions.ask(
        sql -> {
          String before = values(sql);
          try {
            close(sql, ownToo);
          } catch (SQLException | RuntimeException e) {
            undo(sql, before, e);
            throw e;
          }
          return true;
        });
  }

  private void close(Statement sql, boolean ownToo) throws SQLException {
    List<String> orders = new ArrayList<>();
    orders.add(order(PLAIN, 1));
    if (ownToo && hasStrict) {
      orders.add(order(STRICT, 1));
    }
    new ShortWaits(sql).give(orders);
    openWork.awaitEnds(sql);
  }

  /** Where the link is lost, the engine thaws it later. */
  private void undo(Statement sql, String before, Exception error) {
    try {
      set(sql, before);
    } catch (SQLException | RuntimeException e) {
      error.addSuppressed(e);
    }
  }

  private static String order(String variable, int value) {
    return "SET GLOBAL " + variable + " = " + value;
  }

  @Override
  public boolean refusesAll(boolean ownToo) {
    return hasStrict && ownToo;
  }

  @Override
  public Optional<String> holds(boolean ownToo) {
    return questions.ask(
        sql -> {
          // First, so that a start behind it is told by the next answer.
          String run = forgets ? "started at " + ServerStart.second(sql) : "";
          boolean strict = !ownToo || !hasStrict || value(sql, STRICT) == 1;
          return strict && value(sql, PLAIN) == 1 ? Optional.of(run) : Optional.empty();
        });
  }

  @Override
  public boolean passOwn() {
    return questions.ask(
        sql -> {
          set(sql, hasStrict ? "1,0" : "1");
          boolean passes = questions.passes(sql);
          if (!passes) {
            sql.execute(order(PLAIN, 0));
          }
          return passes;
        });
  }

  @Override
  public void thaw(String before) {
    questions.ask(
        sql -> {
          set(sql, before);
          return true;
        });
  }

  /** Sets the variables as {@link #look} has shown them; the stricter one falls first. */
  private void set(Statement sql, String values) throws SQLException {
    int comma = values.indexOf(',');
    int plain = Integer.parseInt(comma < 0 ? values : values.substring(0, comma));
    int strict = comma < 0 ? 0 : Integer.parseInt(values.substring(comma + 1));
    List<String> orders = new ArrayList<>();
    if (hasStrict) {
      orders.add(order(STRICT, strict));
    }
    orders.add(order(PLAIN, plain));
    new ShortWaits(sql).give(orders);
  }
}
