package io.openoms.core.incremental;

import io.openoms.ObjectName;
import io.openoms.core.capture.CaptureStart;
import io.openoms.core.capture.SchemaHistory;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.core.task.Repeater;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.StateTransaction;
import io.openoms.spi.state.StoredDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Stores which tables join the capture and which leave it, before the first change is captured or
 * skipped. One thread.
 */
final class CaptureJoin {

  private final ProjectState state;
  private final SchemaHistory history;
  private final CapturePlan plan;
  private final Repeater repeater;
  private final Consumer<Collection<StoredDefinition>> review;

  /**
   * The joining of one run.
   *
   * @param review looks at the definitions of the tables that join, before anything is stored
   */
  CaptureJoin(
      ProjectState state,
      SchemaHistory history,
      CapturePlan plan,
      Repeater repeater,
      Consumer<Collection<StoredDefinition>> review) {
    this.review = review;
    this.state = state;
    this.history = history;
    this.plan = plan;
    this.repeater = repeater;
  }

  /**
   * Stores which tables are captured, from where and by which definitions. Blocks.
   *
   * @param others the other objects of the project: their changes are skipped from now on
   * @param now from where a table is captured that has no copy yet
   * @return the tables that join, whose definitions were read now
   */
  List<MigratedObject> join(
      String writer,
      CaptureStart entered,
      List<MigratedObject> tables,
      List<MigratedObject> others,
      Position now) {
    Map<ObjectName, List<StoredDefinition>> captured = new HashMap<>();
    List<MigratedObject> joining = new ArrayList<>();
    for (MigratedObject table : tables) {
      if (plan.stays(table)) {
        captured.put(
            table.source(), history.since(table.source(), entered.stored().position(), plan.log()));
      } else {
        joining.add(table);
      }
    }
    Map<ObjectName, Position> from = new LinkedHashMap<>();
    joining.forEach(table -> from.put(table.source(), table.watermarks().low().orElse(now)));
    Map<ObjectName, StoredDefinition> joined = repeater.ask(() -> history.now(from));
    review.accept(joined.values());
    joined.forEach((table, definition) -> captured.put(table, List.of(definition)));
    repeater.run(
        () ->
            state.write(
                writer,
                (project, tx) -> {
                  if (entered.isNew()) {
                    tx.putApply(project, entered.stored());
                  }
                  leave(project, tx, captured.keySet(), others);
                  shorten(project, tx, captured);
                  join(project, tx, joining, captured);
                }));
    others.forEach(object -> object.move(Transition.END_CAPTURE));
    captured.forEach(history::keep);
    return joining;
  }

  /** Earlier definitions are needed no more: all that they decode is applied. */
  private void shorten(
      String project, StateTransaction tx, Map<ObjectName, List<StoredDefinition>> captured) {
    captured.forEach(
        (table, definitions) -> {
          if (definitions.size() < history.stored(table).size()) {
            tx.removeDefinitions(project, table);
            tx.addDefinitions(project, definitions);
          }
        });
  }

  private void leave(
      String project, StateTransaction tx, Set<ObjectName> captured, List<MigratedObject> others) {
    plan.known().values().stream()
        .filter(known -> !captured.contains(known.source()))
        .forEach(known -> end(project, tx, known));
    for (MigratedObject other : others) {
      if (other.capturedSince().isPresent()) {
        tx.clearMilestone(project, other.source(), Milestone.CAPTURED);
      }
    }
  }

  /** The number stays, so that the table gets another one if it comes back. */
  private static void end(String project, StateTransaction tx, StoredDefinition known) {
    tx.removeDefinitions(project, known.source());
    tx.addDefinition(project, known.ended());
  }

  private static StoredDefinition first(
      Map<ObjectName, List<StoredDefinition>> captured, MigratedObject table) {
    return Objects.requireNonNull(captured.get(table.source())).get(0);
  }

  private void join(
      String project,
      StateTransaction tx,
      List<MigratedObject> joining,
      Map<ObjectName, List<StoredDefinition>> captured) {
    for (MigratedObject table : joining) {
      if (history.hasStored(table.source())) {
        tx.removeDefinitions(project, table.source());
      }
      Position from = first(captured, table).validFrom();
      table.move(Transition.CAPTURE, Optional.of(from));
    }
    tx.addDefinitions(project, joining.stream().map(table -> first(captured, table)).toList());
    tx.putObjects(project, joining.stream().map(MigratedObject::stored).toList());
  }
}
