package io.openoms.core.switchover;

import io.openoms.Direction;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.Entry;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ProjectDefinition;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The direction that a switchover prepares, and has begin. One thread. */
final class OtherDirection {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final SwitchScope scope;
  private final Direction direction;
  private final Entry entry = Entry.whenEqual();
  private @Nullable Leg leg;

  OtherDirection(SwitchScope scope, Direction direction) {
    this.scope = scope;
    this.direction = direction;
  }

  /** Starts its run, up to the point where it needs its position. */
  void prepare(ProjectDefinition project) {
    leg = scope.legs().start(direction, project, entry);
    await(entry::isPrepared);
  }

  /** Both ends are equal: its run takes its position, and has stored it when this returns. */
  Leg begin() {
    entry.begin();
    await(() -> started().end().isPresent());
    return started();
  }

  private Leg started() {
    return Objects.requireNonNull(leg, "prepare(…) comes first");
  }

  /** Ends it, if it was started. */
  void close() {
    Optional.ofNullable(leg).ifPresent(Leg::close);
  }

  private void await(BooleanSupplier done) {
    new LegWait(
            started(),
            scope.control(),
            LIMIT,
            () ->
                new MigrationException(
                    EngineError.DRAIN_TIMEOUT,
                    ErrorContext.none(),
                    "the other direction did not begin"))
        .until(done);
  }
}
