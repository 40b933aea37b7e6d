package io.openoms;

import io.openoms.error.ApiError;
import io.openoms.error.ConfigurationException;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Endpoint;
import io.openoms.spi.MigrationEngine;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.remote.ChunkSupply;
import io.openoms.spi.remote.ChunkWorker;
import io.openoms.spi.remote.CopyOrder;
import io.openoms.spi.remote.RemoteCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A migration from one server to another: what is moved, and in which phases. Immutable and
 * thread-safe; it holds no connection, so it needs no closing.
 */
public final class MigrationProject {

  private final ProjectDefinition definition;
  private final MigrationEngine engine;

  private MigrationProject(ProjectDefinition definition, MigrationEngine engine) {
    this.definition = definition;
    this.engine = engine;
  }

  /**
   * Begins a project.
   *
   * @param name its identity: state is kept under it at the sink; 1 to 64 characters
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** The project's name. */
  public String name() {
    return definition.name();
  }

  /** The phases that a run goes through, in the order in which they run. */
  public Set<Phase> phases() {
    return definition.phases().selected();
  }

  /** The same project, watched by one more listener, which is called after those before it. */
  public MigrationProject withListener(MigrationListener listener) {
    List<MigrationListener> listeners = new ArrayList<>(definition.listeners());
    listeners.add(listener);
    return new MigrationProject(definition.withListeners(listeners), engine);
  }

  /**
   * The same project, whose full copy is done in other processes: runs hand the chunks of large
   * tables to that one, and do everything else themselves.
   */
  public MigrationProject copiedBy(RemoteCopy remote) {
    return new MigrationProject(definition.withRemote(remote), engine);
  }

  /**
   * Finds the chunks of an order, for the process that hands them out. Blocks until the sessions
   * are open.
   *
   * @param order an order that a run of this very project gave out
   * @throws MigrationException when a server refuses the login
   */
  public ChunkSupply chunkSupply(CopyOrder order) {
    return engine.chunkSupply(definition, order);
  }

  /**
   * Copies chunks of an order, in any process. Blocks until the sessions are open.
   *
   * @param order an order that a run of this very project gave out
   * @param number the worker's number, from 0 and below {@link CopyOrder#workers()}
   * @throws MigrationException when a server refuses the login
   */
  public ChunkWorker chunkWorker(CopyOrder order, int number) {
    return engine.chunkWorker(definition, order, number);
  }

  /**
   * Checks both servers and the selected objects and changes nothing. Blocks; works on the calling
   * thread. A server that cannot be reached is a failed item, not an exception.
   */
  public PrecheckReport precheck() {
    return engine.precheck(definition);
  }

  /**
   * Checks, and shows what a run would do; changes nothing. Blocks; works on the calling thread.
   *
   * @throws MigrationException when a server cannot be reached or the selection is wrong
   */
  public MigrationPlan plan() {
    return engine.plan(definition);
  }

  /**
   * The stored state of the project; empty when it never started. Blocks; works while an engine
   * runs the project, here or elsewhere.
   *
   * @throws MigrationException when the sink cannot be reached
   */
  public Optional<ProjectStatus> status() {
    return engine.status(definition);
  }

  /**
   * Has the next run try an object again that failed or was skipped; every run tries failed ones
   * again by itself. When its table is not at the sink any more, it begins from the start.
   *
   * <p>Takes the project over: an engine that is at work on it stops with {@code STATE_FENCED} and
   * changes nothing more. Blocks.
   *
   * @throws MigrationException OPERATION_REFUSED when the project has no such object, or it is done
   */
  public void retry(ObjectName object) {
    engine.retry(definition, object, Optional.empty());
  }

  /**
   * The same, with the object created by the caller's own statement from now on. It begins from the
   * start, so it must not be at the sink. Secondary indexes that the statement leaves out are built
   * after the copy, as ever.
   *
   * @param ddl one statement for the sink, such as an edited one of the {@link #plan()}; it must
   *     create the object under its name at the sink, with all columns that are moved
   * @throws MigrationException OPERATION_REFUSED also when the object is at the sink
   */
  public void retry(ObjectName object, String ddl) {
    engine.retry(definition, object, Optional.of(ddl));
  }

  /**
   * Leaves an object out of this and all later runs, until it is retried; results show it as {@link
   * ObjectStatus#SKIPPED}. What stands of it at the sink stays there. Takes the project over, as
   * {@link #retry(ObjectName)} does. Blocks.
   *
   * @throws MigrationException OPERATION_REFUSED when the project has no such object, or it is done
   */
  public void skip(ObjectName object) {
    engine.skip(definition, object);
  }

  /**
   * Asks the engine that is at work on the project, in whichever process, for a step of its
   * switchover: {@code run}, {@code back}, {@code rehearse}, or {@code skip } and the label of a
   * {@link SwitchStep}, which the next {@code run} or {@code back} leaves out; an empty text takes
   * back what no engine has begun. Returns at once; {@link #status()} shows what comes of it.
   * Blocks on the sink.
   *
   * @throws MigrationException OPERATION_REFUSED when the project never ran with the phase {@code
   *     switchover}, or the request is none of these
   */
  public void askSwitchover(String request) {
    engine.askSwitchover(definition, request);
  }

  /**
   * Decides, once, what becomes at the sink of the statement at which following stopped; {@link
   * ProjectStatus#stops()} shows it. The next run obeys, at that statement alone. Blocks.
   *
   * @param transaction the statement's transaction
   * @throws MigrationException OPERATION_REFUSED when the project has not stopped there, runs on,
   *     or that is decided
   */
  public void decide(String transaction, StatementDecision decision) {
    engine.decide(definition, transaction, decision);
  }

  /**
   * Adds objects to the project, also while an engine runs it, in whichever process: when that
   * follows its source, it makes and copies them, and follows them, too. They stay in the project
   * beside its own selection, under the names that they have at the source. Blocks on both servers.
   *
   * @throws MigrationException OPERATION_REFUSED when the project never started, has a reverse
   *     direction, has such an object, or the source or the selection's excludes do not show it;
   *     SELECTION_INVALID when it does not go with the others; nothing is changed then
   */
  public void add(List<ObjectName> objects) {
    change(objects, SelectionChange.Kind.ADDED);
  }

  /**
   * Takes objects out of the project, also while an engine runs it. What stands of them at the sink
   * stays there. Blocks on both servers.
   *
   * @throws MigrationException OPERATION_REFUSED when the project never started, has a reverse
   *     direction, has no such object, or nothing would be left; nothing is changed then
   */
  public void remove(List<ObjectName> objects) {
    change(objects, SelectionChange.Kind.REMOVED);
  }

  private void change(List<ObjectName> objects, SelectionChange.Kind kind) {
    engine.change(
        definition, objects.stream().map(object -> new SelectionChange(object, kind)).toList());
  }

  /**
   * Removes what the project keeps at the sink for itself: its stored state, and the bookkeeping's
   * schema when no other project has state there. Migrated objects stay. An engine that is at work
   * on the project stops with an error and changes nothing more. Blocks.
   *
   * @return whether there was anything
   */
  public boolean release() {
    return engine.release(definition);
  }

  /**
   * Starts the project, or goes on where an earlier run stood. Returns at once.
   *
   * @param executor runs all of the work; it needs {@link #threadsNeeded()} threads and is never
   *     shut down by the run
   */
  public MigrationRun start(Executor executor) {
    return engine.start(definition, executor);
  }

  /** The limits with which a run begins. */
  public RunLimits limits() {
    return RunLimits.of(definition.phases());
  }

  /**
   * How many threads of the executor the run keeps busy at the same time. It also works with fewer,
   * more slowly, down to 3, or 4 when it follows changes, 5 with a heartbeat, and one more when it
   * verifies while it follows, and three more with a switchover; below that it stops with a named
   * error.
   */
  public int threadsNeeded() {
    return definition.phases().threadsNeeded();
  }

  /**
   * How many connections a run has at the same time at the most, at each end: what a {@code
   * DataSource} of the caller's should give to it. {@link #precheck()} compares that with the
   * pool's size, where the pool tells it.
   */
  public ConnectionsNeeded connectionsNeeded() {
    return ConnectionsNeeded.of(definition.phases());
  }

  /** With fewer connections at an end, the check fails and a run begins nothing. */
  public ConnectionsNeeded leastConnections() {
    return ConnectionsNeeded.leastOf(definition.phases());
  }

  /** Name, endpoints and phases; no secrets. */
  @Override
  public String toString() {
    return definition.toString();
  }

  /** Collects a project; every fault is reported at {@link #build()}. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final ObjectSelection.Builder objects = new ObjectSelection.Builder();
    private final Phases.Builder phases = new Phases.Builder();
    private final RetryOptions.Builder retry = new RetryOptions.Builder();
    private final List<MigrationListener> listeners = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private @Nullable Endpoint source;
    private @Nullable Endpoint sink;
    private @Nullable Endpoint state;
    private String stateSchema = "oms_state";

    private Builder(String name) {
      this.name = name;
    }

    /** Where the objects come from. Required, once. */
    public Builder source(Endpoint endpoint) {
      once(source, "source");
      this.source = endpoint;
      return this;
    }

    /** Where they go. Required, once. */
    public Builder sink(Endpoint endpoint) {
      once(sink, "sink");
      this.sink = endpoint;
      return this;
    }

    /**
     * Where the project's state is kept; default the sink. Another endpoint than the sink is for a
     * sink whose delivery is {@link io.openoms.spi.Delivery#IDEMPOTENT}: with any other sink, rows
     * and state must commit together, and the run is refused with {@code STATE_NOT_AT_SINK}.
     */
    public Builder state(Endpoint endpoint) {
      once(state, "state");
      this.state = endpoint;
      return this;
    }

    /** Which objects. Required; several calls add up. */
    public Builder objects(Consumer<ObjectSelection.Builder> selection) {
      selection.accept(objects);
      return this;
    }

    /** Which phases, with their options. Required; several calls add up. */
    public Builder phases(Consumer<Phases.Builder> selection) {
      selection.accept(phases);
      return this;
    }

    /** How often steps are retried, in every phase; several calls add up. */
    public Builder retry(Consumer<RetryOptions.Builder> options) {
      options.accept(retry);
      return this;
    }

    /** Watches runs; several may be added, each is called in turn. */
    public Builder listener(MigrationListener listener) {
      listeners.add(listener);
      return this;
    }

    /**
     * The database that holds the bookkeeping, at the sink or the state's endpoint; default {@code
     * oms_state}.
     */
    public Builder stateSchema(String database) {
      this.stateSchema = database;
      return this;
    }

    /**
     * Makes the project.
     *
     * @throws ConfigurationException with all faults, when there are any
     */
    public MigrationProject build() {
      List<String> all = new ArrayList<>(faults);
      if (name.isBlank() || name.length() > 64) {
        all.add("the project's name takes 1 to 64 characters");
      }
      if (name.endsWith(")")) {
        all.add("the project's name does not end with ')': such names are the engine's own");
      }
      if (stateSchema.isBlank() || stateSchema.length() > 64) {
        all.add("stateSchema takes 1 to 64 characters");
      }
      all.addAll(endpointFaults("source", source));
      all.addAll(endpointFaults("sink", sink));
      if (state != null) {
        all.addAll(endpointFaults("state", state));
      }
      all.addAll(objects.faults());
      all.addAll(phases.faults());
      all.addAll(retry.build().faults());
      if (!all.isEmpty() || source == null || sink == null) {
        throw new ConfigurationException(all);
      }
      return new MigrationProject(
          new ProjectDefinition(
              name,
              source,
              sink,
              Optional.ofNullable(state).filter(endpoint -> !endpoint.equals(sink)),
              objects.build(),
              phases.build(),
              retry.build(),
              stateSchema,
              listeners),
          loadEngine());
    }

    private void once(@Nullable Endpoint present, String role) {
      if (present != null) {
        faults.add("the " + role + " is named twice");
      }
    }

    private static List<String> endpointFaults(String role, @Nullable Endpoint endpoint) {
      if (endpoint == null) {
        return List.of("the " + role + " is missing");
      }
      return endpoint.faults().stream().map(fault -> role + ": " + fault).toList();
    }

    private static MigrationEngine loadEngine() {
      return ServiceLoader.load(MigrationEngine.class, MigrationEngine.class.getClassLoader())
          .findFirst()
          .orElseThrow(
              () ->
                  new MigrationException(
                      ApiError.ENGINE_MISSING,
                      ErrorContext.none(),
                      "no engine is on the class path; add oms-core"));
    }
  }
}
