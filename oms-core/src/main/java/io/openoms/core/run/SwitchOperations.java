package io.openoms.core.run;

import io.openoms.Direction;
import io.openoms.SwitchStatus;
import io.openoms.core.error.EngineError;
import io.openoms.core.operation.StoredOperations;
import io.openoms.core.switchover.Directions;
import io.openoms.core.switchover.ProbeRow;
import io.openoms.core.switchover.SwitchRequest;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.CaptureSetup;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.state.StateStore;
import io.openoms.spi.state.StoredSwitch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is done with the stored switchovers of a project from outside a run. Stateless. */
final class SwitchOperations {

  private static final int CONNECTIONS = 2;

  private SwitchOperations() {}

  /** Which end decides, and the last switchover; empty when there is no log of them. Blocks. */
  static Optional<SwitchStatus> status(StateStore store, String project) {
    return store
        .switchover(Directions.logName(project))
        .map(log -> new SwitchStatus(log.direction(), log.from(), log.steps()));
  }

  /**
   * Asks the engine at work for something. Blocks.
   *
   * @throws MigrationException OPERATION_REFUSED when the project has no log of switchovers, or
   *     that is no request
   */
  static void ask(ProjectDefinition project, EndpointSession state, String request) {
    if (!request.isEmpty()) {
      SwitchRequest.parse(request);
    }
    StateStore store = state.stateStore().orElseThrow();
    String name = Directions.logName(project.name());
    if (store.switchover(name).isEmpty()) {
      throw new MigrationException(
          EngineError.OPERATION_REFUSED,
          ErrorContext.none(),
          "the project " + project.name() + " never ran with the phase switchover");
    }
    store.askSwitch(name, request);
  }

  /**
   * Removes what a project with a reverse direction keeps beside its own state: the reverse
   * direction's state and log, the log of switchovers, and what keeps applications from writing.
   * Blocks.
   */
  static void release(ProjectDefinition project, EndpointSession state) {
    StateStore store = state.stateStore().orElseThrow();
    String name = Directions.logName(project.name());
    Optional<StoredSwitch> log = store.switchover(name);
    if (log.isEmpty() && !project.phases().areBothWays()) {
      return;
    }
    Directions directions = new Directions(project);
    ProjectDefinition reverse = directions.reverse(List.of());
    try (EndpointSession sink = open(project.sink(), reverse);
        EndpointSession source = open(project.source(), reverse)) {
      sink.captureSetup().ifPresent(CaptureSetup::release);
      ProbeRow.clear(directions, source, sink);
      log.map(StoredSwitch::gates)
          .orElse(Map.of())
          .forEach(
              (writtenIn, before) -> open(writtenIn == Direction.FORWARD ? source : sink, before));
      EndpointSession kept = reverse.state().isPresent() ? state : source;
      new StoredOperations(reverse, source, kept).release();
    }
    store.release(name);
  }

  private static EndpointSession open(Endpoint endpoint, ProjectDefinition project) {
    return endpoint.open(new EndpointOptions(project.name(), CONNECTIONS, project.stateSchema()));
  }

  private static void open(EndpointSession written, String before) {
    written.writeGate().ifPresent(gate -> gate.thaw(before));
  }
}
