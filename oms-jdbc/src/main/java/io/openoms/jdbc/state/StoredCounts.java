package io.openoms.jdbc.state;

import io.openoms.ObjectName;
import io.openoms.jdbc.statement.SqlRunner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A number of rows for some tables of the sink, in a table that later versions of the same format
 * have added. One thread.
 */
final class StoredCounts {

  private static final List<String> COLUMNS =
      List.of("project", "target_database", "target_name", "row_count");

  private final SqlRunner sql;
  private final StateTables tables;
  private final String table;

  StoredCounts(SqlRunner sql, StateTables tables, String table) {
    this.sql = sql;
    this.tables = tables;
    this.table = table;
  }

  /** Stores a number; none for 0. */
  void put(String project, ObjectName target, long rows) {
    remove(project, target);
    if (rows > 0) {
      sql.update(tables.replace(table, COLUMNS), project, target.database(), target.name(), rows);
    }
  }

  void remove(String project, ObjectName target) {
    sql.update(
        "DELETE FROM "
            + tables.table(table)
            + " WHERE project = ? AND target_database = ? AND target_name = ?",
        project,
        target.database(),
        target.name());
  }

  /** The numbers that are not 0; none where an earlier version has made the bookkeeping. */
  Map<ObjectName, Long> all(String project) {
    Map<ObjectName, Long> rows = new HashMap<>();
    if (tables.isThere(sql, table)) {
      sql.query(
              "SELECT target_database, target_name, row_count FROM "
                  + tables.table(table)
                  + " WHERE project = ?",
              row -> Map.entry(new ObjectName(row.getString(1), row.getString(2)), row.getLong(3)),
              project)
          .forEach(entry -> rows.put(entry.getKey(), entry.getValue()));
    }
    return rows;
  }
}
