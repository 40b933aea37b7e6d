package io.openoms.core.copy;

import io.openoms.ConflictPolicy;
import io.openoms.FullOptions;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.SchemaOptions;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.CascadeLinks;
import io.openoms.core.plan.Planner;
import io.openoms.core.plan.Roles;
import io.openoms.core.plan.SinkRules;
import io.openoms.core.plan.SmallTables;
import io.openoms.core.plan.TableReads;
import io.openoms.core.plan.TableShapes;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.Reporter;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.IndexDefinition;
import io.openoms.spi.data.SchemaStatement;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.StoredChunk;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a table ready to be copied, or finds out why it cannot be. */
final class CopyPreparation {

  private final FullOptions options;
  private final Roles roles;
  private final TableReads reads;
  private final Planner planner;
  private final ProjectState state;
  private final Reporter reporter;
  private final Repeater repeater;
  private final PresentRows presentRows;
  private final TableShapes shapes;
  private final boolean follows;
  private final CascadeLinks cascades;
  private final SmallTables sizes;

  CopyPreparation(PhaseContext context, Repeater repeater, SmallTables sizes) {
    this.sizes = sizes;
    this.options = context.project().phases().fullOptions();
    this.roles = context.roles();
    this.reads = context.reads();
    this.planner = new Planner(roles, reads, SchemaOptions.defaults());
    this.state = context.state();
    this.reporter = context.reporter();
    this.follows = context.follows();
    this.cascades = follows ? context.followable().get().cascades() : CascadeLinks.none();
    this.repeater = repeater;
    this.shapes = new TableShapes(roles, reads);
    this.presentRows =
        new PresentRows(options.conflict(), roles, state, context.control(), reporter, repeater);
  }

  /** The table, ready; an error that concerns only this table is thrown with its name. */
  TableCopy prepare(String writer, MigratedObject object, Targets targets) {
    ErrorContext context = ErrorContext.of(object.source());
    TableDefinition whole = repeater.ask(context, () -> reads.whole(object.source()));
    TableDefinition definition = reads.selected(whole);
    TableRead read = repeater.ask(context, () -> read(definition));
    ReadMode mode = repeater.ask(context, () -> mode(object, read));
    TableDefinition target = repeater.ask(context, () -> target(object));
    shapes.require(object, whole, Optional.of(target));
    requireFit(object, read);
    repeater.run(context, () -> requireChunks(object));
    if (object.has(Milestone.COPY_VOID)) {
      empty(writer, object, targets);
    }
    if (repeater.ask(context, () -> targets.sharing(object).stream().noneMatch(this::isBegun))) {
      presentRows.meet(writer, object, target);
    } else if (!repeater.ask(context, () -> isBegun(object))) {
      presentRows.join(object, target, targets.sharing(object));
    }
    repeater.run(context, () -> begin(writer, object));
    // Tables that the caller made keep the indexes that the caller gave them.
    List<SchemaStatement> indexes =
        object.has(Milestone.CREATED)
            ? repeater.ask(context, () -> indexes(object, definition))
            : List.of();
    reporter.object(Phase.FULL, object, Optional.empty());
    return new TableCopy(
        object,
        new ReadPlan(GeneratedValues.with(read, target), mode, sizes.chunkRows(definition)),
        indexes,
        targets.of(object),
        repeater.attempts(),
        cascades.before(object.source()),
        targets.sharing(object).size() > 1 || mode == ReadMode.EXACT
            ? Optional.empty()
            : repeater.ask(context, () -> MeetingOrigin.of(roles, follows, read, target)),
        follows);
  }

  /** The schema phase has said so, where there was one. */
  private void requireFit(MigratedObject object, TableRead read) {
    SinkRules.of(roles.rowSink())
        .fault(!read.key().isEmpty(), reads.isMerged(object.source()))
        .ifPresent(
            fault -> {
              throw new MigrationException(
                  EngineError.SINK_UNFIT, ErrorContext.of(object.source()), fault);
            });
  }

  private void begin(String writer, MigratedObject object) {
    if (!isBegun(object)) {
      object.move(Transition.BEGIN_COPY, roles.lowPosition());
    }
    object.status(ObjectStatus.COPYING);
    state.put(writer, object);
  }

  private TableRead read(TableDefinition definition) {
    TableRead read = reads.read(definition);
    roles.snapshot().validate(read);
    return read;
  }

  /**
   * Exactly where rows cannot be made to agree later: without a key, and where foreign keys change
   * rows and the log does not show it. A table whose copy has begun in chunks ends so.
   */
  private ReadMode mode(MigratedObject object, TableRead read) {
    if (read.key().isEmpty()) {
      return ReadMode.EXACT;
    }
    boolean inChunks =
        isBegun(object)
            && (!object.has(Milestone.SPLIT)
                || state.pendingChunks(object).stream()
                    .anyMatch(chunk -> !chunk.range().equals(ChunkRange.all())));
    return cascades.isChild(object.source()) && !inChunks ? ReadMode.EXACT : ReadMode.CHUNKED;
  }

  /**
   * What is built after the copy. While changes are still to be applied that the copy may have
   * seen, rows may be equal in a unique key for a time: such indexes are built later.
   */
  private List<SchemaStatement> indexes(MigratedObject object, TableDefinition definition) {
    Set<String> later =
        definition.indexes().stream()
            .filter(index -> follows && index.isUnique())
            .map(IndexDefinition::name)
            .collect(Collectors.toSet());
    return planner.indexes(object).stream().filter(index -> !later.contains(index.name())).toList();
  }

  /**
   * Removes what is at the sink of a table whose copy is void. What else may stand there was told
   * when its copy began: today's policy may be another one, and another table may have left.
   */
  private void empty(String writer, MigratedObject object, Targets targets) {
    boolean shared = targets.sharing(object).size() > 1;
    boolean kept =
        options.conflict() == ConflictPolicy.IGNORE
            || (object.has(Milestone.ROWS_OF_OTHERS)
                && options.conflict() != ConflictPolicy.TRUNCATE);
    if (shared || (kept && !isEmpty(object))) {
      throw new MigrationException(
          EngineError.TARGET_NOT_EMPTY,
          ErrorContext.of(object.source()),
          "its copy must begin anew, and "
              + object.target()
              + (shared
                  ? " has rows of other tables; drop it, and retry all tables that are merged there"
                  : " may have rows that this table's copy did not write; empty it, and retry the"
                      + " table"));
    }
    presentRows.empty(writer, object);
    object.move(Transition.EMPTY_TARGET);
  }

  private boolean isEmpty(MigratedObject object) {
    return repeater.ask(
        ErrorContext.of(object.source()), () -> roles.rowSink().isEmpty(object.target()));
  }

  /** Chunks are stored one behind the other, up to the end of the key once the table is split. */
  private void requireChunks(MigratedObject object) {
    Optional<StoredChunk> last = state.lastChunk(object);
    long stored = state.chunks(object);
    boolean ends = last.map(chunk -> chunk.range().upTo().isEmpty()).orElse(false);
    if (last.map(chunk -> chunk.number() + 1).orElse(0L) != stored
        || object.has(Milestone.SPLIT) != ends) {
      throw new MigrationException(
          EngineError.STATE_DAMAGED,
          ErrorContext.of(object.source()),
          "chunks of it are missing in the bookkeeping, which has "
              + stored
              + "; drop "
              + object.target()
              + " and retry the table, to have it copied anew");
    }
  }

  private boolean isBegun(MigratedObject object) {
    return object.has(Milestone.SPLIT) || state.lastChunk(object).isPresent();
  }

  private TableDefinition target(MigratedObject object) {
    return roles
        .targetCatalog()
        .table(object.target())
        .orElseThrow(
            () ->
                new MigrationException(
                    EngineError.TARGET_MISMATCH,
                    ErrorContext.of(object.source()),
                    "the table "
                        + object.target()
                        + " is not at the sink; run the schema phase first"));
  }
}
