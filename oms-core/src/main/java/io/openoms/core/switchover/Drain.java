package io.openoms.core.switchover;

import io.openoms.Following;
import io.openoms.MigrationResult;
import io.openoms.Phase;
import io.openoms.SwitchoverOptions;
import io.openoms.core.error.EngineError;
import io.openoms.core.task.Control;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Position;
import java.time.Duration;
import java.util.Optional;

/** Waits until everything is applied that was committed before writes stopped. One thread. */
final class Drain {

  private static final long LOOK_MILLIS = 10;

  /** Nobody can write meanwhile, so it is short; whoever writes on does so several times in it. */
  private static final Duration GLANCE = Duration.ofMillis(300);

  /** Who is refused by the end that applications wrote to. */
  enum Refused {
    NOBODY,
    APPLICATIONS,
    EVERYBODY
  }

  private final Leg leg;
  private final SwitchoverOptions options;
  private final Control control;

  Drain(Leg leg, SwitchoverOptions options, Control control) {
    this.leg = leg;
    this.options = options;
    this.control = control;
  }

  /**
   * Waits.
   *
   * @param refused who cannot write any more
   * @return how it is known that nobody wrote, as a sentence
   * @throws MigrationException DRAIN_TIMEOUT; WRITES_NOT_STOPPED when changes still come
   */
  String await(Refused refused) {
    awaitEnd();
    if (refused == Refused.EVERYBODY) {
      return "the end refused all writes until its last change had arrived";
    }
    Duration still = refused == Refused.APPLICATIONS ? GLANCE : options.stillness();
    long captured = captured();
    control.sleep(still.toMillis());
    awaitEnd();
    long more = captured() - captured;
    if (more > 0) {
      throw error(EngineError.WRITES_NOT_STOPPED, more + came(refused, still));
    }
    return (refused == Refused.APPLICATIONS
            ? "the end refused all writes but those of accounts with special rights until its last"
                + " change had arrived"
            : "asserted by the caller")
        + ", and was observed still for "
        + LagGate.seconds(still);
  }

  private static String came(Refused refused, Duration still) {
    return " changes of rows came within "
        + LagGate.seconds(still)
        + (refused == Refused.APPLICATIONS
            ? " though the end refuses applications: an account with special rights writes on"
            : " after writes were said to have stopped");
  }

  private void awaitEnd() {
    long limit = System.nanoTime() + options.drain().toNanos();
    Position end =
        leg.end().orElseThrow(() -> error(EngineError.DRAIN_TIMEOUT, "the run follows no more"));
    while (!leg.isApplied(end)) {
      leg.result().ifPresent(Drain::hasEnded);
      if (System.nanoTime() > limit) {
        throw error(
            EngineError.DRAIN_TIMEOUT,
            "the last changes did not arrive within " + LagGate.seconds(options.drain()));
      }
      control.sleep(LOOK_MILLIS);
    }
  }

  private static void hasEnded(MigrationResult result) {
    throw result.error().orElseGet(() -> error(EngineError.DRAIN_TIMEOUT, "the run has ended"));
  }

  private long captured() {
    Optional<Following> now = leg.following();
    return now.map(Following::capturedChanges).orElse(0L);
  }

  private static MigrationException error(EngineError code, String what) {
    return new MigrationException(code, ErrorContext.none().withPhase(Phase.SWITCHOVER), what);
  }
}
