package io.openoms.jdbc.state;

import io.openoms.ObjectName;
import io.openoms.SelectionChange;
import io.openoms.jdbc.statement.SqlRunner;
import java.util.List;

/** What was added to projects and taken out of them, in the bookkeeping. One thread. */
final class StoredSelection {

  static final String TABLE = "selection_change";

  private static final List<String> COLUMNS =
      List.of("project", "source_database", "source_name", "kind");

  private final SqlRunner sql;
  private final StateTables tables;

  StoredSelection(SqlRunner sql, StateTables tables) {
    this.sql = sql;
    this.tables = tables;
  }

  List<SelectionChange> all(String project) {
    return sql.query(
        "SELECT source_database, source_name, kind FROM "
            + tables.table(TABLE)
            + " WHERE project = ? ORDER BY source_database, source_name",
        row ->
            new SelectionChange(
                new ObjectName(row.getString(1), row.getString(2)),
                SelectionChange.Kind.valueOf(row.getString(3))),
        project);
  }

  void put(String project, List<SelectionChange> changes) {
    sql.begin();
    for (SelectionChange change : changes) {
      sql.update(
          tables.replace(TABLE, COLUMNS),
          project,
          change.object().database(),
          change.object().name(),
          change.kind().name());
    }
    sql.commit();
  }
}
