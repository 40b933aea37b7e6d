package io.openoms.spring;

import io.openoms.MigrationProject;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * Starts the projects when everything else of the context has started, and closes their runs before
 * anything else of it stops.
 *
 * <p>A closing context first tells its listeners, and an executor of Spring's takes no task from
 * then on. So runs are closed by that event, ahead of all other listeners, and not by {@link
 * #stop()} alone: until then, an executor would wait for tasks that only {@code close()} ends.
 */
final class RunsLifecycle
    implements SmartLifecycle, ApplicationListener<ContextClosedEvent>, Ordered {

  private final MigrationRuns runs;
  private final ApplicationContext context;
  private final boolean start;
  private volatile boolean running;

  RunsLifecycle(MigrationRuns runs, ApplicationContext context, boolean start) {
    this.runs = runs;
    this.context = context;
    this.start = start;
  }

  @Override
  public void start() {
    runs.open();
    running = true;
    if (start) {
      runs.projects().stream().map(MigrationProject::name).forEach(runs::start);
    }
  }

  @Override
  public void stop() {
    running = false;
    runs.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    if (event.getApplicationContext() == context) {
      stop();
    }
  }

  /** Of the life cycle: started last, stopped first. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  /** Of the listeners: the first. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
