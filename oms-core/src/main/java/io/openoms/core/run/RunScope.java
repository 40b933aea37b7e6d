package io.openoms.core.run;

import io.openoms.FullOptions;
import io.openoms.Phase;
import io.openoms.core.plan.Planner;
import io.openoms.core.plan.Roles;
import io.openoms.core.plan.TableReads;
import io.openoms.core.task.Control;
import io.openoms.core.task.EventPump;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.Reporter;
import io.openoms.core.task.RetryPolicy;
import io.openoms.error.ErrorContext;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import java.util.concurrent.Executor;

/**
 * What the parts of one run share.
 *
 * @param project what is to be done
 * @param executor the caller's threads
 * @param control go on, wait or stop
 * @param lifecycle the run's state
 * @param report what becomes of it
 * @param pump events on their way to the listeners
 * @param reporter makes events
 * @param source the open source
 * @param sink the open sink
 * @param roles what both can do
 * @param reads how tables are read
 */
record RunScope(
    ProjectDefinition project,
    Executor executor,
    Control control,
    Lifecycle lifecycle,
    RunReport report,
    EventPump pump,
    Reporter reporter,
    EndpointSession source,
    EndpointSession sink,
    Roles roles,
    TableReads reads) {

  /** The writer whose row the coordinating task's transactions move. */
  static final String WRITER = "run";

  /** How often a step of that phase is tried again. */
  RetryPolicy retry(Phase phase) {
    FullOptions full = project.phases().fullOptions();
    return phase == Phase.INCREMENTAL
        ? RetryPolicy.of(project.phases().incrementalOptions(), full)
        : RetryPolicy.of(full);
  }

  /** For steps of a phase that are done again after transient errors. */
  Repeater repeater(Phase phase) {
    return new Repeater(retry(phase), ErrorContext.none().withPhase(phase), control, reporter);
  }

  /** For those before any phase. */
  Repeater repeater() {
    return new Repeater(retry(Phase.FULL), ErrorContext.none(), control, reporter);
  }

  Planner planner() {
    return new Planner(roles, reads, project.phases().schemaOptions());
  }
}
