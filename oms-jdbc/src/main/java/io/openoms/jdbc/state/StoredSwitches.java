package io.openoms.jdbc.state;

import io.openoms.Direction;
import io.openoms.SwitchStep;
import io.openoms.SwitchStepResult;
import io.openoms.jdbc.statement.SqlRunner;
import io.openoms.spi.state.StoredSwitch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The log of switchovers. One thread. */
final class StoredSwitches {

  private static final List<String> COLUMNS =
      List.of("project", "direction", "from_direction", "source_gate", "sink_gate");

  private static final List<String> STEP_COLUMNS =
      List.of("project", "step", "status", "began", "ended", "detail");

  private final SqlRunner sql;
  private final StateTables tables;

  StoredSwitches(SqlRunner sql, StateTables tables) {
    this.sql = sql;
    this.tables = tables;
  }

  Optional<StoredSwitch> read(String project) {
    List<SwitchStepResult> steps =
        sql
            .query(
                "SELECT step, status, began, ended, detail FROM "
                    + tables.table("switch_step")
                    + " WHERE project = ?",
                StoredSwitches::step,
                project)
            .stream()
            .sorted(Comparator.comparing(SwitchStepResult::step))
            .toList();
    return sql
        .query(
            "SELECT direction, from_direction, source_gate, sink_gate FROM "
                + tables.table("switchover")
                + " WHERE project = ?",
            row ->
                new StoredSwitch(
                    Direction.valueOf(row.getString(1)),
                    Direction.valueOf(row.getString(2)),
                    gates(row),
                    steps),
            project)
        .stream()
        .findFirst();
  }

  private static Map<Direction, String> gates(ResultSet row) throws SQLException {
    Map<Direction, String> gates = new EnumMap<>(Direction.class);
    put(gates, Direction.FORWARD, row.getString(3));
    put(gates, Direction.REVERSE, row.getString(4));
    return gates;
  }

  private static void put(
      Map<Direction, String> gates, Direction writtenIn, @Nullable String state) {
    if (state != null) {
      gates.put(writtenIn, state);
    }
  }

  private static SwitchStepResult step(ResultSet row) throws SQLException {
    return new SwitchStepResult(
        SwitchStep.valueOf(row.getString(1)),
        SwitchStepResult.Status.valueOf(row.getString(2)),
        instant(row, 3),
        instant(row, 4),
        row.getString(5));
  }

  private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, LocalDateTime.class))
        .map(time -> time.toInstant(ZoneOffset.UTC));
  }

  void put(String project, StoredSwitch log) {
    sql.update(
        tables.replace("switchover", COLUMNS),
        project,
        log.direction().name(),
        log.from().name(),
        log.gates().get(Direction.FORWARD),
        log.gates().get(Direction.REVERSE));
    put(project, log.steps());
  }

  /** All steps in one statement: the log is written while nobody else can write. */
  private void put(String project, List<SwitchStepResult> steps) {
    List<@Nullable Object> values = new ArrayList<>();
    for (SwitchStepResult step : steps) {
      values.add(project);
      values.add(step.step().name());
      values.add(step.status().name());
      values.add(time(step.began()));
      values.add(time(step.ended()));
      values.add(step.detail());
    }
    sql.update(tables.replace("switch_step", STEP_COLUMNS, steps.size()), values.toArray());
  }

  private static @Nullable LocalDateTime time(Optional<Instant> moment) {
    return moment.map(at -> LocalDateTime.ofInstant(at, ZoneOffset.UTC)).orElse(null);
  }

  Optional<String> request(String project) {
    return sql
        .query(
            "SELECT request FROM " + tables.table(StateTables.LAST) + " WHERE project = ?",
            row -> row.getString(1),
            project)
        .stream()
        .findFirst();
  }

  void ask(String project, String request) {
    if (request.isEmpty()) {
      sql.update("DELETE FROM " + tables.table(StateTables.LAST) + " WHERE project = ?", project);
    } else {
      sql.update(tables.replace(StateTables.LAST, List.of("project", "request")), project, request);
    }
  }
}
