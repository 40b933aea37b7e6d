package io.openoms.core.apply;

import io.openoms.core.error.EngineError;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Position;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether the sink has all that the source had a moment ago. Used by the applying task alone. */
final class CatchUp {

  private static final long CAUGHT_UP_NANOS = Duration.ofSeconds(2).toNanos();

  private final ApplyScope scope;
  private final AppliedState applied;
  private final Repeater repeater;
  private @Nullable Position target;
  private long targetTaken;

  CatchUp(ApplyScope scope, AppliedState applied) {
    this.scope = scope;
    this.applied = applied;
    this.repeater = scope.repeater();
  }

  /**
   * All that the source had at a moment is at the sink, and the moment is not long past: the source
   * may never be at rest.
   */
  boolean isReached() {
    if (target == null) {
      target = repeater.ask(this::end);
      targetTaken = System.nanoTime();
    }
    if (!scope.log().covers(applied.position(), target)) {
      return false;
    }
    target = null;
    return System.nanoTime() - targetTaken < recentNanos();
  }

  /** Whether all that is captured is applied, and that is all there was a moment ago. */
  boolean isAbreast() {
    return isDrained()
        && (scope.isLogAtEnd().getAsBoolean()
            || applied.now().appliedUpTo().isAfter(Instant.now().minusNanos(recentNanos())));
  }

  private long recentNanos() {
    return CAUGHT_UP_NANOS + scope.log().delay().toNanos();
  }

  private Position end() {
    return scope.log().current().orElseThrow(CatchUp::noLog);
  }

  static MigrationException noLog() {
    return new MigrationException(
        EngineError.LOG_MISSING,
        ErrorContext.none(),
        "the source does not tell where its log ends");
  }

  private boolean isDrained() {
    return applied.now().spool() >= scope.spool().next();
  }
}
