package io.openoms.core.run;

import io.openoms.ConnectionsNeeded;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import java.util.Optional;

/** Opens a run's endpoints with as many connections as its tasks need. */
final class SessionOpener {

  private final ProjectDefinition project;
  private final ConnectionsNeeded needed;

  SessionOpener(ProjectDefinition project) {
    this.project = project;
    this.needed = ConnectionsNeeded.ofOneDirection(project.phases());
  }

  EndpointSession openSource() {
    return project.source().open(project.options(needed.source()));
  }

  EndpointSession openSink() {
    return project.sink().open(project.options(needed.sink()));
  }

  /** The endpoint that keeps the state, where that is not the sink. */
  Optional<EndpointSession> openState() {
    return project.state().map(state -> state.open(project.options(needed.state())));
  }
}
