package io.openoms.core.switchover;

import io.openoms.Following;
import io.openoms.Phase;
import io.openoms.SwitchoverOptions;
import io.openoms.core.error.EngineError;
import io.openoms.core.task.Control;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Lets a switchover begin only close to the end of the log. One thread. */
final class LagGate {

  /** The source says about once a second how far its log goes. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long LOOK_MILLIS = 50;

  private final Leg leg;
  private final SwitchoverOptions options;
  private final Control control;

  LagGate(Leg leg, SwitchoverOptions options, Control control) {
    this.leg = leg;
    this.options = options;
    this.control = control;
  }

  /**
   * The lag, which is small enough.
   *
   * @throws MigrationException SWITCHOVER_REFUSED when it does not get so within some seconds
   */
  Duration await() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    Optional<Duration> lag = lag();
    while (lag.filter(now -> now.compareTo(options.maxLag()) <= 0).isEmpty()) {
      if (System.nanoTime() > end) {
        throw new MigrationException(
            EngineError.SWITCHOVER_REFUSED,
            ErrorContext.none().withPhase(Phase.SWITCHOVER),
            lag.map(now -> "the lag is " + seconds(now) + ", and " + seconds(options.maxLag()))
                .map(text -> text + " is allowed")
                .orElse("the run has not caught up yet, so its lag is not known"));
      }
      control.sleep(LOOK_MILLIS);
      lag = lag();
    }
    return lag.get();
  }

  private Optional<Duration> lag() {
    return leg.following().flatMap(Following::lag);
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
