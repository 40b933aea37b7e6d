package io.openoms.jdbc.state;

import io.openoms.ObjectName;
import io.openoms.RowDifference;
import io.openoms.jdbc.statement.SqlRunner;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.state.StoredDifference;
import io.openoms.spi.state.StoredVerification;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the last verification found, in the bookkeeping. One thread. */
final class StoredVerifications {

  private static final String OF_TABLE =
      " WHERE project = ? AND target_database = ? AND target_name = ?";

  /** How many rows the project's own rules leave different, of tables that have such. */
  static final String BY_RULE = "verified_by_rule";

  /** How many of the rows that differ are dead letters, of tables that have such. */
  static final String DEAD_LETTERS = "verified_dead_letter";

  private static final List<String> COLUMNS =
      List.of(
          "project",
          "target_database",
          "target_name",
          "ended_at",
          "row_count",
          "missing",
          "extra",
          "different",
          "unresolved",
          "error");

  private static final List<String> DIFFERENCE_COLUMNS =
      List.of("project", "target_database", "target_name", "number", "kind", "row_key");

  private final SqlRunner sql;
  private final StateTables tables;

  StoredVerifications(SqlRunner sql, StateTables tables) {
    this.sql = sql;
    this.tables = tables;
  }

  void put(String project, StoredVerification found) {
    sql.update(
        tables.replace("verification", COLUMNS),
        project,
        found.target().database(),
        found.target().name(),
        LocalDateTime.ofInstant(found.endedAt(), ZoneOffset.UTC),
        found.rows(),
        found.missing(),
        found.extra(),
        found.different(),
        found.unresolved(),
        found.error().orElse(null));
    counts(BY_RULE).put(project, found.target(), found.byRule());
    counts(DEAD_LETTERS).put(project, found.target(), found.deadLetters());
  }

  private StoredCounts counts(String table) {
    return new StoredCounts(sql, tables, table);
  }

  void remove(String project, ObjectName target) {
    for (String table : List.of("difference", "verification", BY_RULE, DEAD_LETTERS)) {
      remove(table, project, target);
    }
  }

  private void remove(String table, String project, ObjectName target) {
    sql.update(
        "DELETE FROM " + tables.table(table) + OF_TABLE, project, target.database(), target.name());
  }

  void add(String project, ObjectName target, List<StoredDifference> differences) {
    if (differences.isEmpty()) {
      return;
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (StoredDifference difference : differences) {
      values.add(project);
      values.add(target.database());
      values.add(target.name());
      values.add(difference.number());
      values.add(difference.kind().name());
      values.add(difference.key().encode());
    }
    sql.update(
        tables.replace("difference", DIFFERENCE_COLUMNS, differences.size()), values.toArray());
  }

  long last(String project, ObjectName target) {
    return sql.query(
            "SELECT COALESCE(MAX(number), 0) FROM " + tables.table("difference") + OF_TABLE,
            row -> row.getLong(1),
            project,
            target.database(),
            target.name())
        .get(0);
  }

  void removeDifferences(String project, ObjectName target, long upTo) {
    sql.update(
        "DELETE FROM " + tables.table("difference") + OF_TABLE + " AND number <= ?",
        project,
        target.database(),
        target.name(),
        upTo);
  }

  List<StoredVerification> all(String project) {
    Map<ObjectName, Long> byRule = counts(BY_RULE).all(project);
    Map<ObjectName, Long> deadLetters = counts(DEAD_LETTERS).all(project);
    return sql.query(
        "SELECT target_database, target_name, ended_at, row_count, missing, extra, different,"
            + " unresolved, error FROM "
            + tables.table("verification")
            + " WHERE project = ? ORDER BY target_database, target_name",
        row -> verification(row, byRule, deadLetters),
        project);
  }

  private static StoredVerification verification(
      ResultSet row, Map<ObjectName, Long> byRule, Map<ObjectName, Long> deadLetters)
      throws SQLException {
    ObjectName target = new ObjectName(row.getString(1), row.getString(2));
    return new StoredVerification(
        target,
        row.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        byRule.getOrDefault(target, 0L),
        deadLetters.getOrDefault(target, 0L),
        Optional.ofNullable(row.getString(9)));
  }

  List<StoredDifference> differences(String project, ObjectName target, long after, int limit) {
    return sql.query(
        "SELECT number, kind, row_key FROM "
            + tables.table("difference")
            + OF_TABLE
            + " AND number > ? ORDER BY number LIMIT "
            + limit,
        row ->
            new StoredDifference(
                row.getLong(1),
                RowDifference.Kind.valueOf(row.getString(2)),
                KeyTuple.decode(row.getString(3))),
        project,
        target.database(),
        target.name(),
        after);
  }
}
