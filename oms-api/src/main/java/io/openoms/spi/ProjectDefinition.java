package io.openoms.spi;

import io.openoms.MigrationListener;
import io.openoms.ObjectSelection;
import io.openoms.Phases;
import io.openoms.RetryOptions;
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
    List<MigrationListener> listeners) {

  public ProjectDefinition {
    listeners = List.copyOf(listeners);
  }

  /** The same project with that selection. */
  public ProjectDefinition withSelection(ObjectSelection other) {
    return new ProjectDefinition(
        name, source, sink, state, other, phases, retry, stateSchema, listeners);
  }

  /** The same project under that name. */
  public ProjectDefinition withName(String other) {
    return new ProjectDefinition(
        other, source, sink, state, selection, phases, retry, stateSchema, listeners);
  }

  /** The same project with those phases. */
  public ProjectDefinition withPhases(Phases others) {
    return new ProjectDefinition(
        name, source, sink, state, selection, others, retry, stateSchema, listeners);
  }

  /** The same project watched by those. */
  public ProjectDefinition withListeners(List<MigrationListener> others) {
    return new ProjectDefinition(
        name, source, sink, state, selection, phases, retry, stateSchema, others);
  }

  /** Name, endpoints and phases; no secrets. */
  @Override
  public String toString() {
    return "project " + name + ": " + source + " to " + sink + ", phases " + phases.selected();
  }
}
