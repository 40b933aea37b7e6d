package io.openoms.jdbc.state;

import io.openoms.ObjectName;
import io.openoms.jdbc.statement.SqlRunner;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.Milestones;
import io.openoms.spi.state.StoredObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The milestones of a project's objects, a row each. One thread. */
final class StoredMilestones {

  private static final List<String> COLUMNS =
      List.of("project", "source_database", "source_name", "milestone", "position");

  private final SqlRunner sql;
  private final StateTables tables;

  StoredMilestones(SqlRunner sql, StateTables tables) {
    this.sql = sql;
    this.tables = tables;
  }

  /**
   * Writes those of some objects: the reached ones in one statement, as every change of an object
   * comes here; further ones only for objects of which some are cleared.
   */
  void put(String project, Collection<StoredObject> objects) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (StoredObject object : objects) {
      ObjectName source = object.source();
      if (!object.milestones().cleared().isEmpty()) {
        clear(project, source, object.milestones().cleared());
      }
      object
          .milestones()
          .reached()
          .forEach(
              (milestone, at) ->
                  rows.add(
                      Arrays.asList(
                          project,
                          source.database(),
                          source.name(),
                          milestone.name(),
                          at.map(Position::text).orElse(null))));
    }
    new ManyRows(sql, COLUMNS, some -> tables.replace("milestone", COLUMNS, some)).write(rows);
  }

  /** Removes some of one object. */
  void clear(String project, ObjectName source, Set<Milestone> milestones) {
    List<Object> values = new ArrayList<>(List.of(project, source.database(), source.name()));
    milestones.stream().map(Milestone::name).forEach(values::add);
    sql.update(
        "DELETE FROM "
            + tables.table("milestone")
            + " WHERE project = ? AND source_database = ? AND source_name = ? AND milestone IN ("
            + String.join(", ", Collections.nCopies(milestones.size(), "?"))
            + ")",
        values.toArray());
  }

  /** Those of all objects of a project, by the objects' names at the source; in one statement. */
  Map<ObjectName, Milestones> read(String project) {
    Map<ObjectName, Map<Milestone, Optional<Position>>> rows = new HashMap<>();
    sql.query(
        "SELECT source_database, source_name, milestone, position FROM "
            + tables.table("milestone")
            + " WHERE project = ?",
        row ->
            rows.computeIfAbsent(
                    new ObjectName(row.getString(1), row.getString(2)),
                    name -> new EnumMap<>(Milestone.class))
                .put(
                    Milestone.valueOf(row.getString(3)),
                    Optional.ofNullable(row.getString(4)).map(Position::new)),
        project);
    Map<ObjectName, Milestones> read = new HashMap<>();
    rows.forEach((name, reached) -> read.put(name, Milestones.of(reached)));
    return read;
  }
}
