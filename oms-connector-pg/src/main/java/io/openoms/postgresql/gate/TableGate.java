package io.openoms.postgresql.gate;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.postgresql.error.LogError;
import io.openoms.postgresql.error.PostgreSqlError;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.postgresql.sql.Quoted;
import io.openoms.postgresql.state.PostgreSqlState;
import io.openoms.spi.WriteGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Refuses writes to the tables that the project follows, by a trigger on each. The server's own
 * {@code default_transaction_read_only} is a wish that each session may turn down. Thread-safe.
 *
 * <p>That nobody writes any more is certain: to make a trigger the tables are locked, which waits
 * for every transaction that has written to them, and those that come later meet the trigger. It
 * needs no more rights than the publication, stays when the server starts anew, and leaves other
 * tables alone. Not refused are sessions in the role of a replica, which run no triggers: a
 * superuser sets that.
 */
public final class TableGate implements WriteGate {

  /** What a session runs that the gate lets pass. */
  public static final String PASS = "SET " + GateSql.SETTING + " = 'openoms'";

  private static final String DOING = "refusing writes of applications";
  private static final int PATIENCE_SECONDS = 10;

  private final Connections connections;
  private final String publication;
  private final GateSql sql;

  /**
   * The gate of one project.
   *
   * @param publication the publication that names its tables
   * @param sql its statements
   */
  public TableGate(Connections connections, String publication, GateSql sql) {
    this.connections = connections;
    this.publication = publication;
    this.sql = sql;
  }

  /** The gate's name: whoever opens it later may act for another direction of the project. */
  @Override
  public String look() {
    return sql.name();
  }

  /** Our own sessions pass in any case. */
  @Override
  public void freeze(boolean ownToo) {
    try (LogSession session = new LogSession(connections, DOING)) {
      List<List<String>> tables = session.rows(sql.tables(publication));
      if (tables.isEmpty()) {
        throw new MigrationException(
            LogError.SLOT_MISSING,
            ErrorContext.none(),
            DOING + ": the publication " + publication + " names no tables");
      }
      session.execute(PostgreSqlState.INSTANCE.createSchema(Quoted.name(sql.schema())));
      session.execute(sql.function(true));
      close(session, tables);
    }
  }

  private void close(LogSession session, List<List<String>> tables) {
    List<String> statements = new ArrayList<>();
    statements.add("SET LOCAL lock_timeout = '" + PATIENCE_SECONDS + "s'");
    statements.add(
        tables.stream()
            .map(TableGate::name)
            .collect(Collectors.joining(", ", "LOCK TABLE ", " IN SHARE ROW EXCLUSIVE MODE")));
    tables.stream()
        .filter(TableGate::isOpen)
        .forEach(table -> statements.add(sql.createOfRows(name(table))));
    session.rows(sql.emptied(publication)).stream()
        .filter(TableGate::isOpen)
        .forEach(table -> statements.add(sql.createOfTruncate(name(table))));
    try {
      session.executeTogether(statements);
    } catch (MigrationException e) {
      throw e.code() == JdbcError.LOCK_CONFLICT ? writersOpen(e) : e;
    }
  }

  private static String name(List<String> table) {
    return Quoted.name(table.get(0)) + "." + Quoted.name(table.get(1));
  }

  private static boolean isOpen(List<String> table) {
    return table.get(2).equals("f");
  }

  private MigrationException writersOpen(MigrationException cause) {
    try (LogSession session = new LogSession(connections, DOING)) {
      List<String> who =
          session.rows(sql.writers(publication)).stream().map(row -> row.get(0)).toList();
      return new MigrationException(
          PostgreSqlError.WRITERS_OPEN,
          ErrorContext.none(),
          "transactions that write to the project's tables did not end within "
              + PATIENCE_SECONDS
              + " s: "
              + who,
          cause);
    }
  }

  /** The triggers stay when the server starts anew. */
  @Override
  public Optional<String> holds(boolean ownToo) {
    try (LogSession session = new LogSession(connections, DOING)) {
      List<List<String>> tables = new ArrayList<>(session.rows(sql.tables(publication)));
      boolean none = tables.isEmpty();
      tables.addAll(session.rows(sql.emptied(publication)));
      return none || tables.stream().anyMatch(TableGate::isOpen)
          ? Optional.empty()
          : Optional.of("");
    }
  }

  @Override
  public boolean passOwn() {
    try (LogSession session = new LogSession(connections, DOING)) {
      return !session.rows(sql.triggers()).isEmpty();
    }
  }

  /** The function lets all pass at once; triggers go when nobody reads their table. */
  @Override
  public void thaw(String before) {
    GateSql gate = new GateSql(sql.schema(), before);
    try (LogSession session = new LogSession(connections, "letting applications write")) {
      List<List<String>> triggers = session.rows(gate.triggers());
      if (!triggers.isEmpty()) {
        session.execute(gate.function(false));
      }
      List<String> statements = new ArrayList<>();
      statements.add("SET LOCAL lock_timeout = '" + PATIENCE_SECONDS + "s'");
      triggers.stream().map(GateSql::drop).forEach(statements::add);
      if (session
          .value(
              "SELECT pg_catalog.to_regnamespace(" + Quoted.text(Quoted.name(sql.schema())) + ")")
          .isEmpty()) {
        return;
      }
      statements.add(gate.dropFunction());
      session.executeTogether(statements);
    }
  }
}
