package io.openoms.jdbc.state;

import io.openoms.ObjectName;
import io.openoms.jdbc.statement.SqlRunner;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.state.StoredComparison;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far verifications are that have not ended, in the bookkeeping. One thread. */
final class StoredComparisons {

  static final String TABLE = "comparison";

  private static final List<String> COLUMNS =
      List.of(
          "project",
          "target_database",
          "target_name",
          "began_at",
          "form",
          "row_count",
          "up_to",
          "done");

  private final SqlRunner sql;
  private final StateTables tables;

  StoredComparisons(SqlRunner sql, StateTables tables) {
    this.sql = sql;
    this.tables = tables;
  }

  void put(String project, StoredComparison comparison) {
    sql.update(
        tables.replace(TABLE, COLUMNS),
        project,
        comparison.target().database(),
        comparison.target().name(),
        LocalDateTime.ofInstant(comparison.beganAt(), ZoneOffset.UTC),
        comparison.form(),
        comparison.rows(),
        comparison.upTo().map(KeyTuple::encode).orElse(null),
        comparison.isDone() ? 1 : 0);
    // It only grows, and what earlier verifications have found is gone when one begins.
    if (comparison.byRule() > 0) {
      byRule().put(project, comparison.target(), comparison.byRule());
    }
  }

  private StoredCounts byRule() {
    return new StoredCounts(sql, tables, StoredVerifications.BY_RULE);
  }

  void remove(String project, ObjectName target) {
    sql.update(
        "DELETE FROM "
            + tables.table(TABLE)
            + " WHERE project = ? AND target_database = ? AND target_name = ?",
        project,
        target.database(),
        target.name());
  }

  List<StoredComparison> all(String project) {
    Map<ObjectName, Long> byRule = byRule().all(project);
    return sql.query(
        "SELECT target_database, target_name, began_at, form, row_count, up_to, done FROM "
            + tables.table(TABLE)
            + " WHERE project = ? ORDER BY target_database, target_name",
        row -> comparison(row, byRule),
        project);
  }

  private static StoredComparison comparison(ResultSet row, Map<ObjectName, Long> byRule)
      throws SQLException {
    ObjectName target = new ObjectName(row.getString(1), row.getString(2));
    return new StoredComparison(
        target,
        row.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getString(4),
        row.getLong(5),
        byRule.getOrDefault(target, 0L),
        Optional.ofNullable(row.getString(6)).map(KeyTuple::decode),
        row.getInt(7) == 1);
  }
}
