package io.openoms.jdbc.state;

import io.openoms.ObjectName;
import io.openoms.ViewVerification;
import io.openoms.jdbc.statement.SqlRunner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the last verification found of views, in the bookkeeping. One thread. */
final class StoredViews {

  /** Made by later versions of the format's first one. */
  static final String TABLE = "verified_view";

  private static final int AT_A_TIME = 200;

  private static final List<String> COLUMNS =
      List.of(
          "project",
          "target_database",
          "target_name",
          "source_database",
          "source_name",
          "result",
          "notes",
          "error_code",
          "error");

  private final SqlRunner sql;
  private final StateTables tables;

  StoredViews(SqlRunner sql, StateTables tables) {
    this.sql = sql;
    this.tables = tables;
  }

  /** In place of all that are there. */
  void put(String project, List<ViewVerification> views) {
    sql.update("DELETE FROM " + tables.table(TABLE) + " WHERE project = ?", project);
    for (int from = 0; from < views.size(); from += AT_A_TIME) {
      List<ViewVerification> some = views.subList(from, Math.min(views.size(), from + AT_A_TIME));
      List<@Nullable Object> values = new ArrayList<>();
      some.forEach(view -> add(values, project, view));
      sql.update(tables.replace(TABLE, COLUMNS, some.size()), values.toArray());
    }
  }

  private static void add(List<@Nullable Object> values, String project, ViewVerification view) {
    values.add(project);
    values.add(view.target().database());
    values.add(view.target().name());
    values.add(view.source().database());
    values.add(view.source().name());
    values.add(view.result().name());
    values.add(String.join("\n", view.notes().stream().map(n -> n.replace('\n', ' ')).toList()));
    values.add(view.errorCode().orElse(null));
    values.add(view.error().orElse(null));
  }

  /** Those of a project, by their names at the sink. */
  List<ViewVerification> all(String project) {
    return sql.query(
        "SELECT target_database, target_name, source_database, source_name, result, notes,"
            + " error_code, error FROM "
            + tables.table(TABLE)
            + " WHERE project = ? ORDER BY target_database, target_name",
        StoredViews::view,
        project);
  }

  private static ViewVerification view(ResultSet row) throws SQLException {
    String notes = row.getString(6);
    return new ViewVerification(
        new ObjectName(row.getString(3), row.getString(4)),
        new ObjectName(row.getString(1), row.getString(2)),
        ViewVerification.Result.valueOf(row.getString(5)),
        notes.isEmpty() ? List.of() : List.of(notes.split("\n", -1)),
        Optional.ofNullable(row.getString(7)),
        Optional.ofNullable(row.getString(8)));
  }
}
