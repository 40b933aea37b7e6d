package io.openoms.core.incremental;

import io.openoms.ObjectName;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.core.apply.FollowedTable;
import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.CascadeLinks;
import io.openoms.core.plan.Followable;
import io.openoms.core.plan.Planner;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.Watermarks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides which tables of a run the incremental phase takes, and how they are followed. A table
 * that cannot be followed fails with its own error. One thread.
 */
final class TableAdmission {

  private final PhaseContext context;
  private final ChangeLog log;
  private final Repeater repeater;

  TableAdmission(PhaseContext context, ChangeLog log, Repeater repeater) {
    this.context = context;
    this.log = log;
    this.repeater = repeater;
  }

  /** Fails the tables that cannot be followed, before anything is made for them. */
  void refuse(List<MigratedObject> tables) {
    Followable followable = repeater.ask(context.followable());
    for (MigratedObject table : tables) {
      followable
          .fault(table.source())
          .ifPresent(error -> fail(table, error, followable.isUnreadable(table.source())));
    }
  }

  private CascadeLinks cascades() {
    return context.followable().get().cascades();
  }

  private void fail(MigratedObject table, MigrationException error) {
    fail(table, error, error.code() == EngineError.COPY_MISSING);
  }

  private void fail(MigratedObject table, MigrationException error, boolean unfinished) {
    table.fail(unfinished ? ObjectStatus.FAILED : ObjectStatus.NOT_SUPPORTED, error);
    repeater.run(
        ErrorContext.of(table.source()), () -> context.state().put(PhaseContext.WRITER, table));
    context.reporter().error(error, false);
    context.reporter().object(Phase.INCREMENTAL, table, Optional.of(error.getMessage()));
  }

  /** The captured tables that can be followed as they were copied. Blocks on the sink. */
  List<FollowedTable> admit(List<CapturedTable> captured) {
    Map<ObjectName, MigratedObject> objects = new LinkedHashMap<>();
    for (MigratedObject object : context.objects()) {
      if (!object.isOut()) {
        objects.put(object.source(), object);
      }
    }
    PhaseContext ahead = context.ahead(List.copyOf(objects.values()));
    Map<ObjectName, List<CapturedTable>> byTarget =
        captured.stream()
            .collect(
                Collectors.groupingBy(table -> context.reads().target(table.definition().name())));
    List<FollowedTable> followed = new ArrayList<>();
    for (CapturedTable table : captured) {
      MigratedObject object = objects.get(table.definition().name());
      if (object != null) {
        List<CapturedTable> sharing = byTarget.getOrDefault(object.target(), List.of());
        follow(object, table, sharing, ahead).ifPresent(followed::add);
      }
    }
    return followed;
  }

  private Optional<FollowedTable> follow(
      MigratedObject object, CapturedTable table, List<CapturedTable> sharing, PhaseContext ahead) {
    Planner planner = ahead.planner();
    TableRead read = context.reads().read(context.reads().selected(table.definition()));
    Optional<TableDefinition> atSink =
        repeater.ask(() -> ahead.roles().targetCatalog().table(object.target()));
    Optional<MigrationException> unknown = positionUnknown(object, read.key().isEmpty());
    if (unknown.isPresent()) {
      fail(object, unknown.get());
      return Optional.empty();
    }
    return Optional.of(
        new FollowedTable(
            object,
            table.version(),
            applied(read, table, sharing, atSink),
            read,
            read.key().isEmpty() || cascades().isChild(object.source()),
            () -> object.has(Milestone.CREATED) ? planner.indexes(object) : List.of()));
  }

  private static MigrationException notCopied(MigratedObject object) {
    return new MigrationException(
        object.has(Milestone.COPIED) ? EngineError.LOG_MISSING : EngineError.COPY_MISSING,
        ErrorContext.of(object.source()).withPhase(Phase.INCREMENTAL),
        object.has(Milestone.COPIED)
            ? "it was copied without a position of the source's log"
            : "its copy is not finished; run the project with the full phase");
  }

  /** A table without a key is followed from the one position at which it was read. */
  private static Optional<MigrationException> positionUnknown(
      MigratedObject object, boolean isKeyless) {
    Watermarks copied = object.watermarks();
    if (copied.high().isEmpty()) {
      return Optional.of(notCopied(object));
    }
    return !isKeyless || copied.low().equals(copied.high())
        ? Optional.empty()
        : Optional.of(
            new MigrationException(
                EngineError.POSITION_UNKNOWN,
                ErrorContext.of(object.source()).withPhase(Phase.INCREMENTAL),
                "it has no key, and was copied without the one position of the source's log that"
                    + " its rows have; drop it at the sink, and retry it in a run that copies and"
                    + " follows"));
  }

  /**
   * Links tables by their foreign keys. Fails what was not copied so that the keys' work can be
   * done again, and what hangs on it, and takes it out of the list.
   */
  CascadeTables link(List<FollowedTable> followed) {
    CascadeTables linked = new CascadeTables(cascades(), log, followed);
    boolean more = true;
    while (more) {
      more = false;
      for (FollowedTable table : List.copyOf(followed)) {
        Optional<String> fault = linked.fault(table);
        if (fault.isPresent()) {
          fail(
              table.object(),
              new MigrationException(
                  EngineError.CASCADES_NOT_LOGGED,
                  ErrorContext.of(table.object().source()).withPhase(Phase.INCREMENTAL),
                  fault.get()));
          followed.remove(table);
          more = true;
        }
      }
      linked = new CascadeTables(cascades(), log, followed);
    }
    return linked;
  }

  /** A target of many sources gets the unique keys of all of them, or has some of its own. */
  private ApplyTable applied(
      TableRead read,
      CapturedTable table,
      List<CapturedTable> sharing,
      Optional<TableDefinition> atSink) {
    Stream<TableDefinition> sources =
        sharing.stream().map(CapturedTable::definition).map(context.reads()::selected);
    return ApplyTable.of(
            read,
            Stream.concat(sources, atSink.stream()).toList(),
            context.reads().target(table.definition().name()))
        .withComputed(computed(table, atSink));
  }

  private static Map<Integer, ColumnDefinition> computed(
      CapturedTable table, Optional<TableDefinition> atSink) {
    Map<Integer, ColumnDefinition> found = new HashMap<>();
    for (ColumnDefinition column : table.computed()) {
      if (atSink.flatMap(target -> target.column(column.name())).isPresent()) {
        found.put(table.computed().indexOf(column), column);
      }
    }
    return found;
  }
}
