package io.openoms.core.incremental;

import io.openoms.ObjectName;
import io.openoms.core.capture.CopiedTables;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.CascadeLinks.Link;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorCategory;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ForeignKeyDefinition;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableEffect;
import io.openoms.spi.state.Milestone;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which changes of definitions the engine can make at the sink, as far as the state of a table's
 * copy and its place in the project decide it. Asked by the capture's thread.
 */
final class FollowableChanges implements CopiedTables {

  private static final long LOOK_MILLIS = 50;

  private static final String UNTRACED = "foreign keys change rows without a trace in the log";

  private static final Set<TableEffect.Kind> LEFT_TO_COPY =
      Set.of(
          TableEffect.Kind.ALTERED,
          TableEffect.Kind.EMPTIED,
          TableEffect.Kind.REPLACED,
          TableEffect.Kind.REFUSED);

  private static final Set<TableEffect.Kind> LEAVING =
      Set.of(TableEffect.Kind.DROPPED, TableEffect.Kind.RENAMED);

  private final PhaseContext context;
  private final ChangeLog log;
  private final List<MigratedObject> captured;
  private final Set<MigratedObject> joined;
  private final Optional<Position> definitionsRead;
  private final HeldDefinitions held;

  /**
   * The changes of one run.
   *
   * @param joined the captured tables whose definitions this run has read
   * @param definitionsRead where the log ended when it had read them
   * @param held reads the log for changes of definitions
   */
  FollowableChanges(
      PhaseContext context,
      ChangeLog log,
      List<MigratedObject> captured,
      Set<MigratedObject> joined,
      Optional<Position> definitionsRead,
      HeldDefinitions held) {
    this.context = context;
    this.log = log;
    this.captured = captured;
    this.joined = joined;
    this.definitionsRead = definitionsRead;
    this.held = held;
  }

  /** Of a table that goes or gets another name nothing would be left to copy. */
  @Override
  public void leaveToCopy(Copied change, String what) {
    MigratedObject table = captured(change);
    boolean isLeft =
        LEFT_TO_COPY.contains(change.effect().kind())
            && !isCopied(table, change)
            && !context.reads().isMerged(change.source())
            && context.anew().ask(table, what);
    if (isLeft) {
      awaitStop();
    }
  }

  @Override
  public void leaveAllToCopy(List<Copied> all, boolean areKnown, String what) {
    boolean isDue = !areKnown || !all.stream().allMatch(this::isSettled);
    if (isDue && all.stream().allMatch(this::mayLeave)) {
      context
          .anew()
          .replace(
              captured(all, kind -> kind == TableEffect.Kind.REPLACED),
              captured(all, LEAVING::contains),
              what);
      awaitStop();
    }
  }

  private List<MigratedObject> captured(List<Copied> all, Predicate<TableEffect.Kind> fate) {
    return all.stream().filter(one -> fate.test(one.effect().kind())).map(this::captured).toList();
  }

  /** Whether a table can begin anew by what comes into its place, or leave the project. */
  private boolean mayLeave(Copied one) {
    return switch (one.effect().kind()) {
      case NONE -> true;
      case REPLACED -> replaced(one).isEmpty();
      case DROPPED -> !changesOthers(one.source());
      case RENAMED ->
          !changesOthers(one.source()) && renamed(one.effect().renamed().orElseThrow()).isEmpty();
      default -> false;
    };
  }

  /** Why a table cannot begin anew by what comes into its place; empty when it can. */
  private Optional<String> replaced(Copied change) {
    boolean mayBe =
        change.effect().takenBy().isPresent()
            && !context.reads().isMerged(change.source())
            && context.anew().mayBegin(captured(change));
    if (!mayBe) {
      return Optional.of(change.effect().reason());
    }
    ObjectName name = change.effect().renamed().orElseThrow();
    if (isKnown(name) && captured.stream().noneMatch(object -> object.source().equals(name))) {
      return Optional.of("the project had a table " + name + " already");
    }
    return changesOthers(change.source()) ? Optional.of(UNTRACED) : Optional.empty();
  }

  private boolean changesOthers(ObjectName source) {
    return !log.holdsCascades() && isLinked(source);
  }

  private void awaitStop() {
    while (!context.control().isStopped()) {
      context.control().sleep(LOOK_MILLIS);
    }
    context.control().check();
  }

  private MigratedObject captured(Copied change) {
    return captured.stream()
        .filter(object -> object.source().equals(change.source()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public Optional<String> refusal(Copied change) {
    TableEffect.Kind kind = change.effect().kind();
    Optional<String> replaced =
        kind == TableEffect.Kind.REPLACED ? replaced(change) : Optional.empty();
    if (replaced.isPresent()) {
      return replaced;
    }
    MigratedObject table = captured(change);
    if (kind != TableEffect.Kind.EMPTIED && isReadMeanwhile(table, change)) {
      return Optional.of("it was made while the project read the table's definition");
    }
    if (!isCopied(table, change)) {
      return Optional.of("the table was still being copied");
    }
    if (context.reads().isMerged(change.source())) {
      return Optional.of("the table shares its target with other tables");
    }
    boolean removes = kind == TableEffect.Kind.EMPTIED || !change.effect().partitions().isEmpty();
    if (removes && table.has(Milestone.ROWS_OF_OTHERS)) {
      return Optional.of("its target may hold rows that are not its own");
    }
    boolean ends = kind == TableEffect.Kind.DROPPED || kind == TableEffect.Kind.RENAMED;
    if (ends && changesOthers(change.source())) {
      return Optional.of(UNTRACED);
    }
    if (kind == TableEffect.Kind.RENAMED) {
      return renamed(change.effect().renamed().orElseThrow());
    }
    return change
        .effect()
        .after()
        .flatMap(after -> refusal(change.source(), change.before().definition(), after, change));
  }

  /** It goes on under its new name alone if that joins by itself. */
  private Optional<String> renamed(ObjectName name) {
    if (isKnown(name)) {
      return Optional.of("the project had a table " + name + " already");
    }
    return context.joins().test(name)
        ? Optional.empty()
        : Optional.of("no table " + name + " would join this project by itself");
  }

  @Override
  public Optional<String> notHeld(CapturedTable definition, Position since) {
    try {
      return changedAgain(definition, since);
    } catch (MigrationException e) {
      if (e.isRetryable() || e.code().category() != ErrorCategory.DATA) {
        throw e;
      }
      return Optional.of(
          "rows behind it cannot be read by the definition that the source shows now: "
              + e.description());
    }
  }

  private Optional<String> changedAgain(CapturedTable definition, Position since) {
    return held.firstChange(List.of(definition), since)
        .map(
            found ->
                "the source changed the table again, in "
                    + found.transaction()
                    + ", so the definition between the two is not known");
  }

  private boolean isKnown(ObjectName name) {
    return context.objects().stream().anyMatch(object -> object.source().equals(name));
  }

  /** Whether the copy, and the definition that is known, stand before the change. */
  private boolean isSettled(Copied change) {
    MigratedObject table = captured(change);
    return isCopied(table, change) && !isReadMeanwhile(table, change);
  }

  private boolean isReadMeanwhile(MigratedObject table, Copied change) {
    return joined.contains(table)
        && definitionsRead.filter(at -> !log.covers(change.from(), at)).isPresent();
  }

  /** Whether all that the copy may have seen stands before the change. */
  private boolean isCopied(MigratedObject table, Copied change) {
    return table.has(Milestone.HIGH_WATERMARK)
        && table.watermarks().high().filter(high -> log.covers(change.from(), high)).isPresent();
  }

  private Optional<String> refusal(
      ObjectName source, TableDefinition before, TableDefinition after, Copied change) {
    List<String> selected = context.reads().columns(source);
    boolean touched =
        selected.stream()
            .anyMatch(name -> !name.equals(change.effect().origins().getOrDefault(name, "")));
    if (touched) {
      return Optional.of("a column that the project selects is dropped or renamed");
    }
    return log.holdsCascades() ? Optional.empty() : cascades(source, before, after, change);
  }

  /** What foreign keys do by themselves is done again by the definitions of the run's beginning. */
  private Optional<String> cascades(
      ObjectName source, TableDefinition before, TableDefinition after, Copied change) {
    boolean keysChange = !cascading(before).equals(cascading(after));
    boolean columnsGo =
        before.columns().stream()
            .anyMatch(
                column ->
                    !column
                        .name()
                        .equals(change.effect().origins().getOrDefault(column.name(), "")));
    return keysChange || (columnsGo && isLinked(source)) ? Optional.of(UNTRACED) : Optional.empty();
  }

  private static List<ForeignKeyDefinition> cascading(TableDefinition table) {
    return table.foreignKeys().stream()
        .filter(
            key -> (key.onDelete() + key.onUpdate()).matches(".*(CASCADE|SET NULL|SET DEFAULT).*"))
        .toList();
  }

  private boolean isLinked(ObjectName source) {
    for (Link link : context.followable().get().cascades().links()) {
      if (link.parent().equals(source) || link.child().equals(source)) {
        return true;
      }
    }
    return false;
  }
}
