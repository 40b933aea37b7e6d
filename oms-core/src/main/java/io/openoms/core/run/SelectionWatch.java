package io.openoms.core.run;

import io.openoms.DdlPolicy;
import io.openoms.ObjectName;
import io.openoms.ObjectSelection;
import io.openoms.Phase;
import io.openoms.Phases;
import io.openoms.SelectionChange;
import io.openoms.TableChoice;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.ReadableTables;
import io.openoms.core.plan.Roles;
import io.openoms.core.plan.SelectedDatabases;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.data.CatalogEntry;
import io.openoms.spi.state.Milestone;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when a run that follows its source is to begin its phases anew, as objects join or leave:
 * an operator says so in the stored state, or the source has new ones that the rules cover. A new
 * one makes the run begin anew once, whatever becomes of it then. The coordinating task's.
 */
final class SelectionWatch {

  private static final Logger LOG = LoggerFactory.getLogger(SelectionWatch.class);

  private static final long ORDERS_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long CATALOG_NANOS = Duration.ofSeconds(5).toNanos();

  private final ProjectDefinition given;
  private final Roles roles;
  private final boolean isOpen;
  private final Set<ObjectName> seen = new HashSet<>();
  private List<SelectionChange> obeyed = List.of();
  private volatile ObjectSelection selection;
  private volatile boolean takesNew;
  private Optional<String> news = Optional.empty();
  private long ordersAt = System.nanoTime();
  private long catalogAt = System.nanoTime();

  /**
   * For a run.
   *
   * @param isOpen whether objects may join and leave while it runs
   */
  SelectionWatch(ProjectDefinition given, Roles roles, boolean isOpen) {
    this.given = given;
    this.roles = roles;
    this.isOpen = isOpen;
    this.selection = given.selection();
  }

  /** The project with what was added and taken out by now. Blocks on the state. */
  ProjectDefinition project() {
    obeyed = roles.stateStore().selectionChanges(given.name());
    news = Optional.empty();
    if (!isOpen) {
      requireInFile();
    }
    return given.withSelection(given.selection().changed(obeyed));
  }

  /** Where the other direction works, too, both take their objects from one place. */
  private void requireInFile() {
    String missing =
        obeyed.stream()
            .filter(
                change ->
                    given.selection().covers(change.object())
                        != (change.kind() == SelectionChange.Kind.ADDED))
            .map(
                change -> change.object() + " was " + change.kind().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new MigrationException(
          EngineError.SELECTION_INVALID,
          ErrorContext.none(),
          missing
              + "; a project with a reverse direction takes its objects from its own selection"
              + " alone: write that there");
    }
  }

  /** A pass through the phases has begun, with those objects. */
  void began(ProjectDefinition project, List<MigratedObject> objects) {
    for (MigratedObject object : objects) {
      if (isGone(object)) {
        seen.remove(object.source());
      } else {
        seen.add(object.source());
      }
    }
    selection = project.selection();
    Phases phases = project.phases();
    takesNew =
        isOpen
            && phases.contains(Phase.SCHEMA)
            && phases.contains(Phase.FULL)
            && phases.incrementalOptions().ddl() != DdlPolicy.REFUSE;
  }

  /**
   * What the source has by its name from now on is news; a run that began with it has failed it.
   */
  private static boolean isGone(MigratedObject object) {
    return object.has(Milestone.SOURCE_GONE) && !object.isFailed();
  }

  /** Whether this pass makes tables, copies and follows them, their definitions, too. */
  boolean makesTables() {
    return takesNew;
  }

  /** Whether objects join or leave; looks from time to time, and blocks then. */
  boolean hasChanged() {
    if (isOpen && news.isEmpty()) {
      news = orders().or(this::newObjects);
    }
    return news.isPresent();
  }

  /**
   * Whether an object that the run does not have joins it by itself. A table that is named as a
   * tool names one which changes tables online waits for the next run, which knows whether it is
   * one. Any thread's.
   */
  boolean joins(ObjectName name) {
    return takesNew && selection.covers(name) && !roles.sourceCatalog().isNamedAsOfTool(name);
  }

  /** What has changed, for people; empty for nothing. */
  Optional<String> news() {
    return news;
  }

  private Optional<String> orders() {
    if (System.nanoTime() - ordersAt < ORDERS_NANOS) {
      return Optional.empty();
    }
    ordersAt = System.nanoTime();
    return look(() -> roles.stateStore().selectionChanges(given.name()))
        .filter(changes -> !changes.equals(obeyed))
        .map(changes -> "objects were added to the project, or taken out of it");
  }

  private Optional<String> newObjects() {
    if (!takesNew || System.nanoTime() - catalogAt < CATALOG_NANOS) {
      return Optional.empty();
    }
    catalogAt = System.nanoTime();
    List<ObjectName> found = look(this::unseen).orElse(List.of());
    seen.addAll(found);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the source has new objects that the rules cover: "
                + found.stream().map(ObjectName::toString).collect(Collectors.joining(", ")));
  }

  private List<ObjectName> unseen() {
    return SelectedDatabases.of(selection, roles.sourceCatalog()).stream()
        .flatMap(database -> roles.sourceCatalog().entries(database).stream())
        .map(CatalogEntry::name)
        .filter(name -> !seen.contains(name) && joins(name))
        .filter(name -> !isLeftBehind(name))
        .toList();
  }

  private boolean isLeftBehind(ObjectName name) {
    return selection.tables() == TableChoice.WITH_UNIQUE_KEY
        && new ReadableTables(roles.sourceCatalog()).isKeyless(name);
  }

  /** A server that does not answer now is asked again at the next look. */
  private static <T> Optional<T> look(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (MigrationException e) {
      if (!e.isRetryable()) {
        throw e;
      }
      LOG.debug("Whether objects join or leave is asked again later", e);
      return Optional.empty();
    }
  }
}
