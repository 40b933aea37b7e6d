package io.openoms.jdbc.state;

import io.openoms.ObjectName;
import io.openoms.StatementDecision;
import io.openoms.StoppedStatement;
import io.openoms.jdbc.statement.SqlRunner;
import io.openoms.spi.state.StoredStop;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The statements at which following stopped, in the bookkeeping. One thread. */
final class StoredStops {

  static final String TABLE = "statement_stop";

  private static final String UNDECIDED = "";
  private static final String SKIP = "skip";
  private static final String REPLACE = "replace";

  private static final List<String> COLUMNS =
      List.of(
          "project",
          "transaction_name",
          "source_database",
          "source_name",
          "statement",
          "decision",
          "replacement",
          "begun");

  private final SqlRunner sql;
  private final StateTables tables;

  StoredStops(SqlRunner sql, StateTables tables) {
    this.sql = sql;
    this.tables = tables;
  }

  void put(String project, StoredStop stored) {
    StoppedStatement stop = stored.stop();
    sql.update(
        tables.replace(TABLE, COLUMNS),
        project,
        stop.transaction(),
        stop.object().database(),
        stop.object().name(),
        stop.statement(),
        stop.decision().map(StoredStops::name).orElse(UNDECIDED),
        stop.decision().flatMap(StatementDecision::replacement).orElse(null),
        stored.begun().orElse(null));
  }

  /** An engine may begin to run meanwhile, and forget what is not decided. */
  boolean decide(String project, String transaction, StatementDecision decision) {
    return sql.update(
            "UPDATE "
                + tables.table(TABLE)
                + " SET decision = ?, replacement = ?, begun = NULL"
                + " WHERE project = ? AND transaction_name = ? AND decision = ?",
            name(decision),
            decision.replacement().orElse(null),
            project,
            transaction,
            UNDECIDED)
        == 1;
  }

  private static String name(StatementDecision decision) {
    return decision.replacement().isPresent() ? REPLACE : SKIP;
  }

  void remove(String project, String transaction) {
    sql.update(
        "DELETE FROM " + tables.table(TABLE) + " WHERE project = ? AND transaction_name = ?",
        project,
        transaction);
  }

  void removeOpen(String project) {
    sql.update(
        "DELETE FROM " + tables.table(TABLE) + " WHERE project = ? AND decision = ?",
        project,
        UNDECIDED);
  }

  List<StoredStop> all(String project) {
    return sql.query(
        "SELECT transaction_name, source_database, source_name, statement, decision, replacement,"
            + " begun FROM "
            + tables.table(TABLE)
            + " WHERE project = ?",
        StoredStops::stop,
        project);
  }

  private static StoredStop stop(ResultSet row) throws SQLException {
    boolean isDecided = !row.getString(5).equals(UNDECIDED);
    StoppedStatement stop =
        new StoppedStatement(
            row.getString(1),
            new ObjectName(row.getString(2), row.getString(3)),
            row.getString(4),
            isDecided
                ? Optional.of(new StatementDecision(Optional.ofNullable(row.getString(6))))
                : Optional.empty());
    return new StoredStop(stop, Optional.ofNullable(row.getString(7)));
  }
}
