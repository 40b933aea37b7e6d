package io.openoms.core.copy;

import io.openoms.FullOptions;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.Roles;
import io.openoms.core.plan.SourceRules;
import io.openoms.core.plan.TableReads;
import io.openoms.core.plan.TableShapes;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Control;
import io.openoms.core.task.EventPump;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.Reporter;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.remote.CopyOrder;
import io.openoms.spi.remote.OrderedTable;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredProject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The sessions of one process that works on an order, and its tables as the engine has prepared
 * them. Work is for one thread at a time; {@link #close} for any.
 */
final class RemoteSide implements AutoCloseable {

  /** To read a chunk, to look at the catalog, and to lock a table while its snapshot opens. */
  private static final int AT_SOURCE = 3;

  /** To write a chunk, to ask the state, and to look at the catalog. */
  private static final int AT_SINK = 3;

  private static final Duration GRACE = Duration.ofSeconds(4);

  private final CopyOrder order;
  private final ProjectDefinition project;
  private final EndpointSession source;
  private final EndpointSession sink;
  private final Roles roles;
  private final ProjectState state;
  private final TableReads reads;
  private final TableShapes shapes;
  private final Control control = new Control();
  private final EventPump unheard = new EventPump(List.of());
  private final Repeater repeater;
  private final ReentrantLock working = new ReentrantLock();
  private final Map<ObjectName, StoredObject> stored = new HashMap<>();
  private final Map<ObjectName, TableCopy> tables = new HashMap<>();

  private RemoteSide(
      ProjectDefinition project, CopyOrder order, EndpointSession source, EndpointSession sink) {
    this.order = order;
    this.repeater =
        new Repeater(
            project.retry(),
            ErrorContext.none().withPhase(Phase.FULL),
            control,
            new Reporter(unheard, Clock.systemUTC(), order.project()));
    this.source = source;
    this.sink = sink;
    this.roles = Roles.of(source, sink, sink);
    this.state = ProjectState.join(roles.stateStore(), order.project(), order.epoch());
    this.project = repeater.ask(() -> SourceRules.of(withChanges(project), source));
    this.reads = new TableReads(roles.sourceCatalog(), this.project.selection());
    this.shapes = new TableShapes(roles, reads);
    repeater
        .ask(state::read)
        .map(StoredProject::objects)
        .orElse(List.of())
        .forEach(object -> stored.put(object.source(), object));
  }

  /** Objects may have joined or left the project beside its own selection. */
  private ProjectDefinition withChanges(ProjectDefinition given) {
    return given.withSelection(
        given.selection().changed(roles.stateStore().selectionChanges(given.name())));
  }

  /** Opens both endpoints. Blocks. */
  static RemoteSide open(ProjectDefinition project, CopyOrder order) {
    if (!project.name().equals(order.project())) {
      throw new IllegalArgumentException(
          "an order of " + order.project() + " is not for " + project.name());
    }
    EndpointSession source = project.source().open(project.options(AT_SOURCE));
    try {
      EndpointSession sink = project.sink().open(project.options(AT_SINK));
      try {
        return new RemoteSide(project, order, source, sink);
      } catch (RuntimeException | Error e) {
        sink.close();
        throw e;
      }
    } catch (RuntimeException | Error e) {
      source.close();
      throw e;
    }
  }

  CopyOrder order() {
    return order;
  }

  FullOptions options() {
    return project.phases().fullOptions();
  }

  Roles roles() {
    return roles;
  }

  ProjectState state() {
    return state;
  }

  Control control() {
    return control;
  }

  Repeater repeater() {
    return repeater;
  }

  /** Does some work, which {@link #close} waits for. */
  <T> T work(Supplier<T> work) {
    working.lock();
    try {
      control.check();
      return work.get();
    } finally {
      unheard.deliverRest();
      working.unlock();
    }
  }

  /**
   * A table of the order. Blocks on both servers at first.
   *
   * @throws MigrationException DEFINITION_CHANGED when it is not what its copy counts on
   */
  TableCopy table(ObjectName name) {
    TableCopy known = tables.get(name);
    if (known == null) {
      known = prepare(ordered(name));
      tables.put(name, known);
    }
    return known;
  }

  private OrderedTable ordered(ObjectName name) {
    return order.tables().stream()
        .filter(table -> table.source().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " is not in the order"));
  }

  private TableCopy prepare(OrderedTable table) {
    StoredObject known = Optional.ofNullable(stored.get(table.source())).orElseThrow(this::gone);
    MigratedObject object =
        new MigratedObject(known.kind(), known.source(), known.target(), known.scope(), 0);
    object.restore(known);
    TableDefinition whole = reads.whole(table.source());
    TableDefinition target = roles.targetCatalog().table(table.target()).orElseThrow(this::gone);
    shapes.require(object, whole, Optional.of(target));
    TableRead read = reads.read(reads.selected(whole));
    return new TableCopy(
        object,
        new ReadPlan(
            GeneratedValues.with(read, target),
            table.exact() ? ReadMode.EXACT : ReadMode.CHUNKED,
            table.chunkRows()),
        List.of(),
        new SharedTarget(),
        repeater.attempts(),
        Set.of(),
        table.alone() && !table.exact()
            ? MeetingOrigin.of(roles, order.follows(), read, target)
            : Optional.empty(),
        order.follows());
  }

  private MigrationException gone() {
    return new MigrationException(
        EngineError.TARGET_MISMATCH,
        ErrorContext.none().withPhase(Phase.FULL),
        "a table of the order is not in the stored state, or not at the sink, any more");
  }

  /** Stops what is at work, cutting its connections when it hangs, and closes the sessions. */
  @Override
  public void close() {
    control.stop();
    boolean interrupted = Thread.interrupted();
    try {
      if (!isIdleWithin(GRACE)) {
        source.abort();
        sink.abort();
        isIdleWithin(GRACE);
      }
    } finally {
      // An interrupt is kept for the caller; pools refuse to close while it is set.
      interrupted |= Thread.interrupted();
      closeSessions();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void closeSessions() {
    try {
      source.close();
    } finally {
      sink.close();
    }
  }

  private boolean isIdleWithin(Duration time) {
    try {
      if (working.tryLock(time.toMillis(), TimeUnit.MILLISECONDS)) {
        working.unlock();
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
