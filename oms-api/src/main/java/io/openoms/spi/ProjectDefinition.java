package io.openoms.spi;

import io.openoms.MigrationListener;
import io.openoms.ObjectSelection;
import io.openoms.Phases;
import io.openoms.RetryOptions;
import io.openoms.spi.remote.RemoteCopy;
import java.util.List;
import java.util.Optional;

/**
 * A whole project as the builder checked it. Immutable.
 *
 * @param name its identity
 * @param source where objects come from
 * @param sink where they go
 * @param state where the project's state is kept; empty for the sink
 * @param selection which objects
 * @param phases which phases, with their options
 * @param retry how often steps are retried
 * @param stateSchema the database that holds the bookkeeping
 * @param listeners who watches
 * @param bothWays that it is one of two directions that work at once; empty for any other project
 * @param remote who copies chunks in other processes; empty for the engine itself
 */
public record ProjectDefinition(
    String name,
    Endpoint source,
    Endpoint sink,
    Optional<Endpoint> state,
    ObjectSelection selection,
    Phases phases,
    RetryOptions retry,
    String stateSchema,
    List<MigrationListener> listeners,
    Optional<BothWays> bothWays,
    Optional<RemoteCopy> remote) {

  public ProjectDefinition {
    listeners = List.copyOf(listeners);
  }

  /** A project that is no direction of another one. */
  public ProjectDefinition(
      String name,
      Endpoint source,
      Endpoint sink,
      Optional<Endpoint> state,
      ObjectSelection selection,
      Phases phases,
      RetryOptions retry,
      String stateSchema,
      List<MigrationListener> listeners) {
    this(
        name,
        source,
        sink,
        state,
        selection,
        phases,
        retry,
        stateSchema,
        listeners,
        Optional.empty(),
        Optional.empty());
  }

  /** The same project with that selection. */
  public ProjectDefinition withSelection(ObjectSelection other) {
    return new ProjectDefinition(
        name, source, sink, state, other, phases, retry, stateSchema, listeners, bothWays, remote);
  }

  /** The same project under that name. */
  public ProjectDefinition withName(String other) {
    return new ProjectDefinition(
        other,
        source,
        sink,
        state,
        selection,
        phases,
        retry,
        stateSchema,
        listeners,
        bothWays,
        remote);
  }

  /** The same project with those phases. */
  public ProjectDefinition withPhases(Phases others) {
    return new ProjectDefinition(
        name,
        source,
        sink,
        state,
        selection,
        others,
        retry,
        stateSchema,
        listeners,
        bothWays,
        remote);
  }

  /** The same project watched by those. */
  public ProjectDefinition withListeners(List<MigrationListener> others) {
    return new ProjectDefinition(
        name, source, sink, state, selection, phases, retry, stateSchema, others, bothWays, remote);
  }

  /** The same project as one of two directions that work at once. */
  public ProjectDefinition withBothWays(BothWays direction) {
    return new ProjectDefinition(
        name,
        source,
        sink,
        state,
        selection,
        phases,
        retry,
        stateSchema,
        listeners,
        Optional.of(direction),
        remote);
  }

  /** The same project, whose chunks are copied by that one. */
  public ProjectDefinition withRemote(RemoteCopy copy) {
    return new ProjectDefinition(
        name,
        source,
        sink,
        state,
        selection,
        phases,
        retry,
        stateSchema,
        listeners,
        bothWays,
        Optional.of(copy));
  }

  /** The options of its endpoints when they are opened with so many connections. */
  public EndpointOptions options(int connections) {
    return new EndpointOptions(name, connections, stateSchema, bothWays.map(BothWays::other));
  }

  /** Name, endpoints and phases; no secrets. */
  @Override
  public String toString() {
    return "project " + name + ": " + source + " to " + sink + ", phases " + phases.selected();
  }
}
