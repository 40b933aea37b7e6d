package io.openoms.core.copy;

import io.openoms.ConflictPolicy;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.core.commit.CommitProtocol;
import io.openoms.core.commit.Ownership;
import io.openoms.core.commit.Unit;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.Roles;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.core.task.Control;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.Reporter;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningCode;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.StateTransaction;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Applies the {@link ConflictPolicy} to a table at the sink before its first chunk. */
final class PresentRows {

  /**
   * A quarter of it after each error: a large transaction may be too much for the sink's memory.
   */
  private static final int MOST_ROWS_AT_A_TIME = 50_000;

  private final ConflictPolicy conflict;
  private final Roles roles;
  private final ProjectState state;
  private final Control control;
  private final Reporter reporter;
  private final Repeater repeater;

  PresentRows(
      ConflictPolicy conflict,
      Roles roles,
      ProjectState state,
      Control control,
      Reporter reporter,
      Repeater repeater) {
    this.conflict = conflict;
    this.roles = roles;
    this.state = state;
    this.control = control;
    this.reporter = reporter;
    this.repeater = repeater;
  }

  /**
   * Makes the table ready for the rows of an object, no chunk of which is stored. That rows are
   * kept there is noted in the object, which is to be stored before its first chunk.
   *
   * @param target the table as it stands at the sink
   */
  void meet(String writer, MigratedObject object, TableDefinition target) {
    if (repeater.ask(
        ErrorContext.of(object.source()), () -> roles.rowSink().isEmpty(object.target()))) {
      return;
    }
    switch (conflict) {
      case STOP -> throw notEmpty(object, "holds rows that this project did not write");
      case IGNORE -> {
        requireKey(object, target);
        object.move(Transition.SHARE_TARGET);
      }
      case TRUNCATE -> empty(writer, object);
    }
  }

  /**
   * Lets an object, no chunk of which is stored, fill a table that others of the project have begun
   * to fill. Where rows are there of a table that has left the project, it may be this one: those
   * of them that the source has no more would stay.
   *
   * @param sharing the objects that fill the table
   */
  void join(MigratedObject object, TableDefinition target, List<MigratedObject> sharing) {
    if (!object.isKnown()) {
      requireKey(object, target);
    }
    boolean hasOthers = sharing.stream().anyMatch(other -> other.has(Milestone.ROWS_OF_OTHERS));
    if (hasOthers && conflict != ConflictPolicy.IGNORE) {
      throw notEmpty(
          object,
          "has rows that are of no table of the project, and may be older ones of this table; drop"
              + " it, and retry this table, to have all that are merged there copied anew");
    }
  }

  private static void requireKey(MigratedObject object, TableDefinition target) {
    if (target.indexes().stream().noneMatch(IndexDefinition::isUnique)) {
      throw notEmpty(
          object, "holds rows and has no key, by which those of the source could be told");
    }
  }

  /**
   * Each step proves within its transaction that the project is still ours: a TRUNCATE of an engine
   * that was overtaken would remove what the next one has copied.
   */
  void empty(String writer, MigratedObject object) {
    long removed = 0;
    AtomicInteger limit = new AtomicInteger(MOST_ROWS_AT_A_TIME);
    int step = limit.get();
    while (step > 0) {
      control.check();
      step =
          repeater.run(
              ErrorContext.of(object.source()),
              number -> {
                if (number > 0) {
                  limit.updateAndGet(rows -> Math.max(1, rows / 4));
                }
                return delete(writer, object.target(), limit.get());
              });
      removed += step;
    }
    reporter.warning(
        WarningCode.TARGET_EMPTIED,
        ErrorContext.of(object.source()).withPhase(Phase.FULL),
        removed + " rows that were in " + object.target() + " were removed");
  }

  private int delete(String writer, ObjectName table, int limit) {
    CommitProtocol commit = CommitProtocol.of(roles.rowSink().delivery(), state);
    try (SinkConnection connection = roles.rowSink().connect()) {
      return commit
          .commit(connection, state.writer(writer), removal(writer, table, limit))
          .written();
    }
  }

  private Unit<Integer> removal(String writer, ObjectName table, int limit) {
    return new Unit<>() {
      @Override
      public Integer write(SinkTransaction rows, Ownership ownership) {
        return rows.delete(table, limit);
      }

      @Override
      public void checkpoint(Integer removed, StateTransaction tx) {
        tx.advance(state.writer(writer));
      }
    };
  }

  private static MigrationException notEmpty(MigratedObject object, String what) {
    return new MigrationException(
        EngineError.TARGET_NOT_EMPTY,
        ErrorContext.of(object.source()),
        "the table " + object.target() + " " + what);
  }
}
