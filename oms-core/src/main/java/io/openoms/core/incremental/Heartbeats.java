package io.openoms.core.incremental;

import io.openoms.Phase;
import io.openoms.core.capture.HeartbeatTask;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.TaskGroup;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.Heartbeat;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The heartbeats at the source beside the capture, if the project wants them. Methods are the
 * coordinating task's.
 */
final class Heartbeats {

  private final PhaseContext context;
  private final Repeater repeater;
  private @Nullable HeartbeatTask task;

  Heartbeats(PhaseContext context, Repeater repeater) {
    this.context = context;
    this.repeater = repeater;
  }

  /** Starts them. Blocks on the source. */
  void start(TaskGroup tasks) {
    context
        .project()
        .phases()
        .incrementalOptions()
        .heartbeat()
        .ifPresent(every -> start(every, tasks));
  }

  private void start(Duration every, TaskGroup tasks) {
    Heartbeat heartbeat = context.roles().heartbeat().orElseThrow(this::missing);
    repeater.run(heartbeat::prepare);
    HeartbeatTask started =
        new HeartbeatTask(
            heartbeat, context.state().project(), every, context.control(), context.reporter());
    task = started;
    tasks.start("heartbeat", started);
  }

  private MigrationException missing() {
    return new MigrationException(
        EngineError.ROLE_MISSING,
        ErrorContext.none().withPhase(Phase.INCREMENTAL),
        context.source().facts().product() + " takes no heartbeat");
  }

  /** Asks them to end. */
  void finish() {
    HeartbeatTask started = task;
    if (started != null) {
      started.finish();
    }
  }
}
