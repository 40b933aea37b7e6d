package io.openoms.core.operation;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectStatus;
import io.openoms.StatementDecision;
import io.openoms.StoppedStatement;
import io.openoms.core.error.EngineError;
import io.openoms.core.spool.Spool;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.verify.ScratchViews;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Catalog;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.StateStore;
import io.openoms.spi.state.StoredApply;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredProject;
import io.openoms.spi.state.StoredStop;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Changes the stored state of single objects, between runs. Each change takes the project over
 * first, so an engine at work is fenced: its later writes fail. One thread.
 */
public final class StoredOperations {

  private static final String WRITER = "operator";

  private final ProjectDefinition project;
  private final EndpointSession sink;
  private final StateStore store;

  /**
   * Operations over an open sink.
   *
   * @param state where the state is kept: the sink's session, or another one
   */
  public StoredOperations(ProjectDefinition project, EndpointSession sink, EndpointSession state) {
    this.project = project;
    this.sink = sink;
    this.store =
        state
            .stateStore()
            .orElseThrow(
                () ->
                    new MigrationException(
                        EngineError.ROLE_MISSING,
                        ErrorContext.none(),
                        state.facts().product() + " cannot keep the state: it has no state store"));
  }

  /**
   * Has the next run try an object again. Blocks on the sink.
   *
   * @param ddl the statement that creates it, in place of the converted one
   * @throws MigrationException OPERATION_REFUSED when the object is done, or not known
   */
  public void retry(ObjectName name, Optional<String> ddl) {
    StoredProject stored = stored();
    StoredObject before = unfinished(stored, name);
    boolean atSink = isAtSink(before);
    if (ddl.isPresent()) {
      requireStatement(name, ddl.get());
      if (atSink) {
        throw refused(
            name, before.target() + " is at the sink; drop it there, and then give the statement");
      }
    }
    MigratedObject object = object(before);
    boolean startOver = ddl.isPresent() || !atSink;
    if (startOver) {
      before.ddl().ifPresent(object::createBy);
      ddl.ifPresent(object::createBy);
      ProjectState state = ProjectState.takeOver(store, stored, WRITER);
      // The rows of all tables that are merged there have gone with it.
      stored.objects().stream()
          .filter(other -> other.target().equals(before.target()))
          .filter(other -> !other.source().equals(name))
          .forEach(other -> state.startOver(WRITER, anew(other)));
      state.startOver(WRITER, object);
    } else {
      object.restore(before);
      object.tryAgain();
      ProjectState.takeOver(store, stored, WRITER).put(WRITER, object);
    }
  }

  private MigratedObject anew(StoredObject before) {
    MigratedObject object = object(before);
    before.ddl().ifPresent(object::createBy);
    if (before.milestones().has(Milestone.SOURCE_GONE)) {
      object.end();
    } else if (before.status() == ObjectStatus.SKIPPED) {
      object.skip();
    }
    return object;
  }

  /**
   * Leaves an object out of later runs, until it is retried. Blocks on the sink.
   *
   * @throws MigrationException OPERATION_REFUSED when the object is done, or not known
   */
  public void skip(ObjectName name) {
    StoredProject stored = stored();
    StoredObject before = unfinished(stored, name);
    MigratedObject object = object(before);
    object.restore(before);
    boolean isVoid = object.leaveOut();
    ProjectState state = ProjectState.takeOver(store, stored, WRITER);
    if (isVoid) {
      state.startOver(WRITER, object);
    } else {
      state.put(WRITER, object);
    }
  }

  /**
   * Decides what becomes of the statement at which following stopped. Blocks on the sink.
   *
   * @throws MigrationException OPERATION_REFUSED when it has not stopped there, runs on, or the
   *     statement in its place is none of that table's
   */
  public void decide(String transaction, StatementDecision decision) {
    StoredProject stored = stored();
    StoppedStatement stop =
        store.stops(project.name()).stream()
            .map(StoredStop::stop)
            .filter(one -> one.transaction().equals(transaction))
            .filter(one -> one.decision().isEmpty())
            .findFirst()
            .orElseThrow(() -> notStopped(transaction));
    decision.replacement().ifPresent(sql -> requireOwn(stored, stop, sql));
    if (!store.decide(project.name(), transaction, decision)) {
      throw notStopped(transaction);
    }
  }

  private void requireOwn(StoredProject stored, StoppedStatement stop, String sql) {
    requireStatement(stop.object(), sql);
    ObjectName target =
        stored.objects().stream()
            .filter(object -> object.source().equals(stop.object()))
            .map(StoredObject::target)
            .findFirst()
            .orElseThrow(() -> refused(stop.object(), "it has left the project"));
    sink.schemaTarget()
        .orElseThrow(() -> refused(stop.object(), "the sink takes no statements"))
        .foreign(sql, target)
        .ifPresent(
            why -> {
              throw refused(stop.object(), "the statement is refused: " + why);
            });
  }

  private MigrationException notStopped(String transaction) {
    return new MigrationException(
        EngineError.OPERATION_REFUSED,
        ErrorContext.none(),
        "the project "
            + project.name()
            + " has not stopped at a statement of '"
            + transaction
            + "', or that is decided, or the project runs again");
  }

  /**
   * Forgets the project, and removes its spool and what a killed verification has left. Blocks on
   * the sink.
   *
   * @return whether there was anything
   */
  public boolean release() {
    store.read(project.name()).ifPresent(this::dropScratchViews);
    Optional<StoredApply> applied = store.apply(project.name());
    boolean released = store.release(project.name());
    Spool.remove(project.phases().incrementalOptions().spoolDirectory(), applied);
    return released;
  }

  /** Those that a killed verification has left. */
  private void dropScratchViews(StoredProject stored) {
    Optional<Catalog> catalog = sink.catalog();
    Optional<SchemaTarget> target = sink.schemaTarget();
    if (catalog.isPresent() && target.isPresent()) {
      ScratchViews.drop(
          stored.name(), viewDatabases(stored, catalog.get()), catalog.get(), target.get());
    }
  }

  /** Of a project that only compares no objects are stored, so its views may be anywhere. */
  private static Collection<String> viewDatabases(StoredProject stored, Catalog catalog) {
    return stored.objects().isEmpty()
        ? catalog.databases()
        : stored.objects().stream()
            .filter(object -> object.kind() == ObjectKind.VIEW)
            .map(view -> view.target().database())
            .collect(Collectors.toSet());
  }

  /** The object with the scope that the next run will copy. */
  private MigratedObject object(StoredObject before) {
    String scope =
        before.milestones().has(Milestone.CREATED) && isAtSink(before)
            ? before.scope()
            : project.selection().scopeOf(before.source());
    return new MigratedObject(before.kind(), before.source(), before.target(), scope, 0);
  }

  private boolean isAtSink(StoredObject object) {
    return sink.catalog()
        .map(
            catalog ->
                object.kind() == ObjectKind.TABLE
                    ? catalog.table(object.target()).isPresent()
                    : catalog.view(object.target()).isPresent())
        .orElse(true);
  }

  private StoredProject stored() {
    return store
        .read(project.name())
        .orElseThrow(
            () ->
                new MigrationException(
                    EngineError.OPERATION_REFUSED,
                    ErrorContext.none(),
                    "the project " + project.name() + " never started"));
  }

  private StoredObject unfinished(StoredProject stored, ObjectName name) {
    StoredObject object =
        stored.objects().stream()
            .filter(o -> o.source().equals(name))
            .findFirst()
            .orElseThrow(
                () -> refused(name, "the project " + stored.name() + " has no such object so far"));
    boolean done =
        object.status() == ObjectStatus.COMPLETED || object.status() == ObjectStatus.CONVERTED;
    if (done) {
      throw refused(name, "it is done");
    }
    return object;
  }

  private static void requireStatement(ObjectName name, String ddl) {
    if (ddl.isBlank()) {
      throw refused(name, "the statement is empty");
    }
  }

  private static MigrationException refused(ObjectName name, String why) {
    return new MigrationException(EngineError.OPERATION_REFUSED, ErrorContext.of(name), why);
  }
}
