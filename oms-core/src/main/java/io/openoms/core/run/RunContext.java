package io.openoms.core.run;

import io.openoms.core.phase.Entry;
import io.openoms.core.plan.Roles;
import io.openoms.core.plan.TableReads;
import io.openoms.core.task.Control;
import io.openoms.core.task.EventPump;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.Reporter;
import io.openoms.error.ErrorContext;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import java.util.concurrent.Executor;

/**
 * What the parts of one run share.
 *
 * @param project what is to be done
 * @param executor the caller's threads
 * @param control continue, wait, stop or finish
 * @param lifecycle the run's state
 * @param report what becomes of it
 * @param pump events on their way to the listeners
 * @param reporter makes events
 * @param source the open source
 * @param sink the open sink
 * @param roles what both can do
 * @param entry where following begins
 * @param reads how tables are read
 */
record RunContext(
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
    Entry entry,
    TableReads reads) {

  /** For steps before any phase that are retried after transient errors. */
  Repeater repeater() {
    return new Repeater(project.retry(), ErrorContext.none(), control, reporter);
  }
}
