package io.openoms.jdbc.state;

import io.openoms.ConflictRule;
import io.openoms.ObjectName;
import io.openoms.jdbc.statement.SqlRunner;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.StoredConflict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Rows that both ends had changed, in the bookkeeping. One thread. */
final class StoredConflicts {

  static final String TABLE = "conflict";

  private static final List<String> COLUMNS =
      List.of(
          "project",
          "number",
          "source_database",
          "source_name",
          "row_key",
          "found_at",
          "winner",
          "source_row",
          "sink_row",
          "source_from",
          "sink_from",
          "source_up_to",
          "sink_up_to",
          "passed");

  private final SqlRunner sql;
  private final StateTables tables;

  StoredConflicts(SqlRunner sql, StateTables tables) {
    this.sql = sql;
    this.tables = tables;
  }

  void put(String project, StoredConflict conflict) {
    sql.update(
        tables.replace(TABLE, COLUMNS),
        project,
        conflict.number(),
        conflict.source().database(),
        conflict.source().name(),
        conflict.key().encode(),
        LocalDateTime.ofInstant(conflict.foundAt(), ZoneOffset.UTC),
        conflict.winner().name(),
        conflict.sourceRow().orElse(null),
        conflict.sinkRow().orElse(null),
        conflict.sourceFrom().text(),
        conflict.sinkFrom().text(),
        conflict.sourceUpTo().map(Position::text).orElse(null),
        conflict.sinkUpTo().map(Position::text).orElse(null),
        0);
  }

  void pass(String project, long upTo) {
    sql.update(
        "UPDATE "
            + tables.table(TABLE)
            + " SET passed = 1 WHERE project = ? AND number <= ? AND passed = 0",
        project,
        upTo);
  }

  List<StoredConflict> open(String project) {
    return read(project, " AND passed = 0 ORDER BY number");
  }

  List<StoredConflict> latest(String project, int most) {
    return read(project, " ORDER BY number DESC LIMIT " + most);
  }

  private List<StoredConflict> read(String project, String which) {
    return sql.query(
        "SELECT number, source_database, source_name, row_key, found_at, winner, source_row,"
            + " sink_row, source_from, sink_from, source_up_to, sink_up_to FROM "
            + tables.table(TABLE)
            + " WHERE project = ?"
            + which,
        StoredConflicts::conflict,
        project);
  }

  private static StoredConflict conflict(ResultSet row) throws SQLException {
    return new StoredConflict(
        row.getLong(1),
        new ObjectName(row.getString(2), row.getString(3)),
        KeyTuple.decode(row.getString(4)),
        row.getObject(5, LocalDateTime.class).toInstant(ZoneOffset.UTC),
        ConflictRule.Winner.valueOf(row.getString(6)),
        Optional.ofNullable(row.getString(7)),
        Optional.ofNullable(row.getString(8)),
        new Position(row.getString(9)),
        new Position(row.getString(10)),
        Optional.ofNullable(row.getString(11)).map(Position::new),
        Optional.ofNullable(row.getString(12)).map(Position::new));
  }

  /** A bookkeeping that was made before there were conflicts gets their table when it is used. */
  boolean isThere() {
    return tables.isThere(sql, TABLE);
  }

  long last(String project) {
    return sql.query(
            "SELECT COALESCE(MAX(number), 0) FROM " + tables.table(TABLE) + " WHERE project = ?",
            row -> row.getLong(1),
            project)
        .get(0);
  }
}
