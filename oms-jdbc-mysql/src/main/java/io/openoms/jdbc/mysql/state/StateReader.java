package io.openoms.jdbc.mysql.state;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.PhaseStatus;
import io.openoms.jdbc.statement.SqlRunner;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredPhase;
import io.openoms.spi.state.StoredProject;
import io.openoms.spi.state.StoredShapes;
import io.openoms.spi.state.Watermarks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
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
    List<StoredObject> objects =
        sql.query(
            "SELECT o.kind, o.source_database, o.source_name, o.target_database, o.target_name,"
                + " o.status, o.schema_done, o.split_done, o.copy_done, o.warnings, o.error, o.ddl,"
                + " o.low_watermark, o.high_watermark, o.scope, o.converged, o.captured_since,"
                + " o.source_shape, o.target_shape, o.copy_void, "
                + sum("row_count")
                + ", "
                + sum("conflicts")
                + " FROM "
                + tables.table("object")
                + " o WHERE o.project = ? ORDER BY o.source_database, o.source_name",
            StateReader::object,
            project);
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

  private static Optional<Position> position(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getString(column)).map(Position::new);
  }

  private static StoredObject object(ResultSet row) throws SQLException {
    String warnings = row.getString(10);
    return new StoredObject(
        ObjectKind.valueOf(row.getString(1)),
        new ObjectName(row.getString(2), row.getString(3)),
        new ObjectName(row.getString(4), row.getString(5)),
        row.getString(15),
        ObjectStatus.valueOf(row.getString(6)),
        row.getInt(7) == 1,
        row.getInt(8) == 1,
        row.getInt(9) == 1,
        row.getInt(16) == 1,
        row.getInt(20) == 1,
        new Watermarks(position(row, 13), position(row, 14)),
        position(row, 17),
        new StoredShapes(
            Optional.ofNullable(row.getString(18)), Optional.ofNullable(row.getString(19))),
        row.getLong(21),
        row.getLong(22),
        warnings == null || warnings.isEmpty() ? List.of() : List.of(warnings.split("\n")),
        Optional.ofNullable(row.getString(12)),
        Optional.ofNullable(row.getString(11)));
  }
}
