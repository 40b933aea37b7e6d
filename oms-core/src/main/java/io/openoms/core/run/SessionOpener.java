package io.openoms.core.run;

import io.openoms.Phase;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import java.util.Optional;

/** Opens a run's endpoints with as many connections as its tasks need. */
final class SessionOpener {

  /** For the coordinating and preparing tasks, and to lock a table while its snapshot opens. */
  private static final int EXTRA = 3;

  private static final int CAPTURING = 3;

  private final ProjectDefinition project;

  SessionOpener(ProjectDefinition project) {
    this.project = project;
  }

  EndpointSession openSource() {
    int copying = project.phases().fullOptions().readers();
    return project.source().open(options(copying + capturing() + verifying() + EXTRA));
  }

  /** A log that is a table is read by statements. */
  private int capturing() {
    return project.phases().contains(Phase.INCREMENTAL) ? CAPTURING : 0;
  }

  /** Writers hold one connection each and use a second one for bookkeeping and indexes. */
  EndpointSession openSink() {
    int readers = project.phases().fullOptions().readers();
    int writers = project.phases().fullOptions().writers();
    int copying = readers + 2 * writers;
    int applying = 2 * project.phases().incrementalOptions().lanesAtWork();
    return project.sink().open(options(Math.max(copying, applying) + verifying() + EXTRA));
  }

  /** Each task that compares, and a caller that asks for a comparison, reads at both ends. */
  private int verifying() {
    return project.phases().verificationOptions().workers() + 1;
  }

  /** The endpoint that keeps the state, where that is not the sink. */
  Optional<EndpointSession> openState() {
    int tasks =
        project.phases().fullOptions().readers()
            + project.phases().fullOptions().writers()
            + project.phases().incrementalOptions().lanesAtWork();
    return project.state().map(state -> state.open(options(tasks + EXTRA)));
  }

  private EndpointOptions options(int connections) {
    return project.options(connections);
  }
}
