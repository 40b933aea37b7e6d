package io.openoms.core.run;

import io.openoms.BothWaysStatus;
import io.openoms.Checkpoint;
import io.openoms.Direction;
import io.openoms.KeptLog;
import io.openoms.MigrationPlan;
import io.openoms.MigrationRun;
import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.PlannedObject;
import io.openoms.PrecheckReport;
import io.openoms.ProjectStatus;
import io.openoms.SelectionChange;
import io.openoms.StatementDecision;
import io.openoms.SwitchStatus;
import io.openoms.core.copy.OrderedChunkWorker;
import io.openoms.core.copy.OrderedChunks;
import io.openoms.core.operation.StoredBothWays;
import io.openoms.core.operation.StoredOperations;
import io.openoms.core.operation.StoredStatus;
import io.openoms.core.plan.Followable;
import io.openoms.core.plan.Planner;
import io.openoms.core.plan.ResolvedSelection;
import io.openoms.core.plan.Roles;
import io.openoms.core.plan.SinkRules;
import io.openoms.core.plan.SourceRules;
import io.openoms.core.plan.TableReads;
import io.openoms.core.precheck.PrecheckRunner;
import io.openoms.core.switchover.Directions;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.MigrationException;
import io.openoms.spi.CaptureSetup;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.MigrationEngine;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.remote.ChunkSupply;
import io.openoms.spi.remote.ChunkWorker;
import io.openoms.spi.remote.CopyOrder;
import io.openoms.spi.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine that {@link io.openoms.MigrationProject} finds. Thread-safe; holds no state. */
public final class OpenOmsEngine implements MigrationEngine {

  private static final Logger LOG = LoggerFactory.getLogger(OpenOmsEngine.class);

  private static final int CONNECTIONS_FOR_LOOKING = 2;

  /** Made by the {@link java.util.ServiceLoader}. */
  public OpenOmsEngine() {}

  @Override
  public PrecheckReport precheck(ProjectDefinition project) {
    return PrecheckRunner.run(project, options(project));
  }

  @Override
  public MigrationPlan plan(ProjectDefinition given) {
    try (EndpointSession source = given.source().open(options(given));
        EndpointSession sink = given.sink().open(options(given));
        EndpointSession state = openState(given, sink)) {
      Roles roles = Roles.of(source, sink, state);
      List<SelectionChange> changes = roles.stateStore().selectionChanges(given.name());
      ProjectDefinition project =
          SourceRules.of(given.withSelection(given.selection().changed(changes)), source);
      TableReads reads = new TableReads(roles.sourceCatalog(), project.selection());
      ResolvedSelection selected = roles.resolve(project.selection());
      PrecheckReport checks =
          PrecheckRunner.run(project, source, sink, roles.stateStore(), selected);
      Optional<Followable> followable = followable(project, roles, reads, selected.objects());
      Planner planner = planner(project, roles, selected.objects());
      List<PlannedObject> planned =
          planner.inOrder(selected.objects()).stream()
              .map(planner::plan)
              .map(object -> withFault(object, followable))
              .toList();
      List<String> notMigrated = new ArrayList<>(selected.leftBehind());
      selected.objects().stream()
          .map(object -> object.source().database())
          .distinct()
          .flatMap(database -> roles.sourceCatalog().others(database).stream())
          .forEach(other -> notMigrated.add(other + " stays behind"));
      return new MigrationPlan(project.name(), checks, planned, notMigrated);
    }
  }

  /** For the tables in their order: definitions are read ahead. */
  private static Planner planner(
      ProjectDefinition project, Roles roles, List<MigratedObject> objects) {
    Roles ahead =
        roles.ahead(
            objects.stream().map(MigratedObject::source).toList(),
            objects.stream().map(MigratedObject::target).toList());
    return new Planner(
        ahead,
        new TableReads(ahead.sourceCatalog(), project.selection()),
        project.phases().schemaOptions());
  }

  private static Optional<Followable> followable(
      ProjectDefinition project, Roles roles, TableReads reads, List<MigratedObject> objects) {
    List<ObjectName> tables =
        objects.stream()
            .filter(object -> object.kind() == ObjectKind.TABLE)
            .map(MigratedObject::source)
            .toList();
    return roles
        .changeLog()
        .filter(log -> project.phases().contains(Phase.INCREMENTAL))
        .map(
            log ->
                Followable.of(
                    tables,
                    reads,
                    roles.sourceCatalog(),
                    log,
                    project.phases().incrementalOptions(),
                    SinkRules.of(roles.rowSink())));
  }

  private static PlannedObject withFault(PlannedObject object, Optional<Followable> followable) {
    return followable
        .flatMap(judge -> judge.fault(object.source()))
        .map(fault -> object.withFault(fault.getMessage()))
        .orElse(object);
  }

  @Override
  public Optional<ProjectStatus> status(ProjectDefinition project) {
    try (EndpointSession state = project.state().orElse(project.sink()).open(options(project))) {
      return state.stateStore().flatMap(store -> status(project, store));
    }
  }

  private static Optional<ProjectStatus> status(ProjectDefinition project, StateStore store) {
    Optional<SwitchStatus> switchover = SwitchOperations.status(store, project.name());
    Optional<BothWaysStatus> bothWays =
        project.phases().areBothWays()
            ? Optional.of(StoredBothWays.of(store, project.name()))
            : Optional.empty();
    boolean isReverse =
        bothWays.isPresent()
            || switchover.filter(now -> now.direction() == Direction.REVERSE).isPresent();
    return StoredStatus.of(
        store,
        project.name(),
        isReverse ? reverse(project) : Optional.empty(),
        switchover,
        bothWays,
        keptLog(project));
  }

  /** A source that does not answer keeps nobody from reading what is stored. */
  private static Optional<KeptLog> keptLog(ProjectDefinition project) {
    if (!project.source().keepsLog()) {
      return Optional.empty();
    }
    try (EndpointSession source = project.source().open(options(project))) {
      return source.captureSetup().flatMap(CaptureSetup::kept);
    } catch (MigrationException e) {
      LOG.debug("The source was not asked what it keeps of its log", e);
      return Optional.empty();
    }
  }

  /** A place that does not answer keeps nobody from reading the rest. */
  private static Optional<Checkpoint> reverse(ProjectDefinition project) {
    try (EndpointSession at = new Directions(project).reverseStateAt().open(options(project))) {
      return at.stateStore()
          .flatMap(store -> StoredStatus.applied(store, Directions.reverseName(project.name())));
    } catch (MigrationException e) {
      LOG.debug("The reverse direction's state was not read", e);
      return Optional.empty();
    }
  }

  @Override
  public void retry(ProjectDefinition project, ObjectName object, Optional<String> ddl) {
    try (EndpointSession sink = project.sink().open(options(project));
        EndpointSession state = openState(project, sink)) {
      new StoredOperations(project, sink, state).retry(object, ddl);
    }
  }

  @Override
  public void skip(ProjectDefinition project, ObjectName object) {
    try (EndpointSession sink = project.sink().open(options(project));
        EndpointSession state = openState(project, sink)) {
      new StoredOperations(project, sink, state).skip(object);
    }
  }

  @Override
  public void decide(ProjectDefinition project, String transaction, StatementDecision decision) {
    try (EndpointSession sink = project.sink().open(options(project));
        EndpointSession state = openState(project, sink)) {
      new StoredOperations(project, sink, state).decide(transaction, decision);
    }
  }

  @Override
  public void change(ProjectDefinition project, List<SelectionChange> changes) {
    try (EndpointSession source = project.source().open(options(project));
        EndpointSession sink = project.sink().open(options(project));
        EndpointSession state = openState(project, sink)) {
      new SelectionOperations(project, source, Roles.of(source, sink, state)).change(changes);
    }
  }

  @Override
  public void askSwitchover(ProjectDefinition project, String request) {
    try (EndpointSession state = project.state().orElse(project.sink()).open(options(project))) {
      SwitchOperations.ask(project, state, request);
    }
  }

  @Override
  public boolean release(ProjectDefinition project) {
    releaseCapture(project);
    try (EndpointSession sink = project.sink().open(options(project));
        EndpointSession state = openState(project, sink)) {
      SwitchOperations.release(project, state);
      return new StoredOperations(project, sink, state).release();
    }
  }

  /** First: while the state is there, a release that failed here can be repeated. */
  private static void releaseCapture(ProjectDefinition project) {
    if (project.source().keepsCapture()) {
      try (EndpointSession source = project.source().open(options(project))) {
        source.captureSetup().ifPresent(CaptureSetup::release);
      }
    }
  }

  @Override
  public ChunkSupply chunkSupply(ProjectDefinition project, CopyOrder order) {
    return OrderedChunks.open(project, order);
  }

  @Override
  public ChunkWorker chunkWorker(ProjectDefinition project, CopyOrder order, int number) {
    return OrderedChunkWorker.open(project, order, number);
  }

  @Override
  public MigrationRun start(ProjectDefinition project, Executor executor) {
    if (DirectedRun.needed(project)) {
      DirectedRun directed = new DirectedRun(project, executor);
      directed.begin();
      return directed;
    }
    EngineRun run = new EngineRun(project, executor, BuiltPhases.ALL);
    run.begin();
    return run;
  }

  /** Where the state is kept; the sink's own session by default, which may be closed twice. */
  private static EndpointSession openState(ProjectDefinition project, EndpointSession sink) {
    return project.state().map(state -> state.open(options(project))).orElse(sink);
  }

  private static EndpointOptions options(ProjectDefinition project) {
    return project.options(CONNECTIONS_FOR_LOOKING);
  }
}
