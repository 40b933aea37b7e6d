package io.openoms.core.switchover;

import io.openoms.Direction;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.state.StateStore;
import java.util.Optional;

/**
 * Both ends of a project, open beside the run at work. Thread-safe.
 *
 * @param source the project's source, opened for the reverse direction's state and the forward
 *     one's log
 * @param sink its sink, opened for the forward direction's state and the reverse one's log
 * @param state where the project keeps its state: the sink, or another endpoint
 */
record Ends(EndpointSession source, EndpointSession sink, EndpointSession state)
    implements AutoCloseable {

  private static final int CONNECTIONS = 3;

  /** Opens both. Blocks. */
  static Ends open(ProjectDefinition project) {
    EndpointSession source = project.source().open(options(project, project.name()));
    EndpointSession sink = null;
    try {
      sink = project.sink().open(options(project, Directions.reverseName(project.name())));
      EndpointSession opened = sink;
      EndpointSession state =
          project.state().map(apart -> apart.open(options(project, project.name()))).orElse(opened);
      return new Ends(source, sink, state);
    } catch (RuntimeException e) {
      source.close();
      if (sink != null) {
        sink.close();
      }
      throw e;
    }
  }

  private static EndpointOptions options(ProjectDefinition project, String name) {
    return new EndpointOptions(name, CONNECTIONS, project.stateSchema());
  }

  /** The end that applications write to in that direction. */
  EndpointSession written(Direction direction) {
    return direction == Direction.FORWARD ? source : sink;
  }

  /** The store of the project's own state. */
  StateStore store() {
    return store(state);
  }

  /** The state store of an endpoint. */
  static StateStore store(EndpointSession session) {
    return session
        .stateStore()
        .orElseThrow(
            () ->
                new MigrationException(
                    EngineError.ROLE_MISSING,
                    ErrorContext.none(),
                    session.facts().product() + " cannot keep the state: it has no state store"));
  }

  /** Cuts every connection. From any thread. */
  void abort() {
    source.abort();
    sink.abort();
    Optional.of(state).filter(apart -> apart != sink).ifPresent(EndpointSession::abort);
  }

  /** With the interrupt flag cleared, as pools and queues refuse to work while it is set. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      source.close();
    } finally {
      closeSinkAndState();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void closeSinkAndState() {
    try {
      sink.close();
    } finally {
      state.close();
    }
  }
}
