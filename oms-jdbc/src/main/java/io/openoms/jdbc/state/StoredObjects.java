package io.openoms.jdbc.state;

import io.openoms.jdbc.statement.SqlRunner;
import io.openoms.spi.state.CopiedTable;
import io.openoms.spi.state.StoredObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a project's objects, with their milestones. One thread. */
final class StoredObjects {

  private static final List<String> COLUMNS =
      List.of(
          "project",
          "source_database",
          "source_name",
          "kind",
          "target_database",
          "target_name",
          "scope",
          "status",
          "source_shape",
          "target_shape",
          "warnings",
          "ddl",
          "error");

  static final List<String> CHUNK_COLUMNS =
      List.of(
          "project",
          "source_database",
          "source_name",
          "number",
          "lower_key",
          "upper_key",
          "done",
          "row_count",
          "conflicts");

  private final SqlRunner sql;
  private final StateTables tables;

  StoredObjects(SqlRunner sql, StateTables tables) {
    this.sql = sql;
    this.tables = tables;
  }

  void put(String project, Collection<StoredObject> objects) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    objects.forEach(object -> rows.add(row(project, object)));
    new ManyRows(sql, COLUMNS, some -> tables.replace("object", COLUMNS, some)).write(rows);
    new StoredMilestones(sql, tables).put(project, objects);
  }

  private static List<@Nullable Object> row(String project, StoredObject object) {
    return Arrays.asList(
        project,
        object.source().database(),
        object.source().name(),
        object.kind().name(),
        object.target().database(),
        object.target().name(),
        object.scope(),
        object.status().name(),
        object.shapes().source().orElse(null),
        object.shapes().target().orElse(null),
        String.join("\n", object.warnings().stream().map(w -> w.replace('\n', ' ')).toList()),
        object.ddl().orElse(null),
        object.error().orElse(null));
  }

  void addCopied(String project, Collection<CopiedTable> copied) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (CopiedTable table : copied) {
      rows.add(
          Arrays.asList(
              project,
              table.source().database(),
              table.source().name(),
              0L,
              null,
              null,
              1,
              table.rows(),
              table.conflicts()));
    }
    new ManyRows(sql, CHUNK_COLUMNS, this::insertChunks).write(rows);
  }

  /** It is an error when one is there. */
  private String insertChunks(int chunks) {
    return "INSERT INTO "
        + tables.table("chunk")
        + " ("
        + String.join(", ", CHUNK_COLUMNS)
        + ") VALUES "
        + StateTables.values(CHUNK_COLUMNS.size(), chunks);
  }
}
