package io.openoms.jdbc.state;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.PhaseStatus;
import io.openoms.jdbc.statement.SqlRunner;
import io.openoms.spi.state.Milestones;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredPhase;
import io.openoms.spi.state.StoredProject;
import io.openoms.spi.state.StoredShapes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a whole project from the bookkeeping. One thread. */
final class StateReader {

  private final SqlRunner sql;
  private final StateTables tables;

  StateReader(SqlRunner sql, StateTables tables) {
    this.sql = sql;
    this.tables = tables;
  }

  Optional<StoredProject> read(String project) {
    List<StoredPhase> phases =
        sql.query(
            "SELECT phase, status, millis, row_count FROM "
                + tables.table("phase")
                + " WHERE project = ?",
            StateReader::phase,
            project);
    // Rows first: a milestone that is reached meanwhile counts.
    List<StoredObject> rows =
        sql.query(
            "SELECT o.kind, o.source_database, o.source_name, o.target_database, o.target_name,"
                + " o.status, o.warnings, o.error, o.ddl, o.scope, o.source_shape, o.target_shape, "
                + sum("row_count")
                + ", "
                + sum("conflicts")
                + " FROM "
                + tables.table("object")
                + " o WHERE o.project = ? ORDER BY o.source_database, o.source_name",
            StateReader::object,
            project);
    Map<ObjectName, Milestones> milestones = new StoredMilestones(sql, tables).read(project);
    List<StoredObject> objects =
        rows.stream()
            .map(
                object ->
                    object.withMilestones(
                        milestones.getOrDefault(object.source(), Milestones.none())))
            .toList();
    return sql
        .query(
            "SELECT name, epoch, digest, updated_at, last_error, source_id FROM "
                + tables.table("project")
                + " WHERE name = ?",
            row ->
                new StoredProject(
                    row.getString(1),
                    row.getLong(2),
                    row.getString(3),
                    Optional.ofNullable(row.getString(6)),
                    row.getObject(4, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                    phases,
                    objects,
                    Optional.ofNullable(row.getString(5))),
            project)
        .stream()
        .findFirst();
  }

  private String sum(String figure) {
    return "(SELECT COALESCE(SUM(c."
        + figure
        + "), 0) FROM "
        + tables.table("chunk")
        + " c WHERE c.project = o.project AND c.source_database = o.source_database"
        + " AND c.source_name = o.source_name AND c.done = 1)";
  }

  private static StoredPhase phase(ResultSet row) throws SQLException {
    return new StoredPhase(
        Phase.valueOf(row.getString(1)),
        PhaseStatus.valueOf(row.getString(2)),
        Duration.ofMillis(row.getLong(3)),
        row.getLong(4));
  }

  /** An object without its milestones, which are rows of their own. */
  private static StoredObject object(ResultSet row) throws SQLException {
    String warnings = row.getString(7);
    return new StoredObject(
        ObjectKind.valueOf(row.getString(1)),
        new ObjectName(row.getString(2), row.getString(3)),
        new ObjectName(row.getString(4), row.getString(5)),
        row.getString(10),
        ObjectStatus.valueOf(row.getString(6)),
        Milestones.none(),
        new StoredShapes(
            Optional.ofNullable(row.getString(11)), Optional.ofNullable(row.getString(12))),
        row.getLong(13),
        row.getLong(14),
        warnings == null || warnings.isEmpty() ? List.of() : List.of(warnings.split("\n")),
        Optional.ofNullable(row.getString(9)),
        Optional.ofNullable(row.getString(8)));
  }
}
