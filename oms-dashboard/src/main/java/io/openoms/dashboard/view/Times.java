package io.openoms.dashboard.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times as JSON has them; null where there is none. */
final class Times {

  private Times() {}

  /** Milliseconds since 1970. */
  static @Nullable Long millis(Optional<Instant> time) {
    return time.map(Instant::toEpochMilli).orElse(null);
  }

  /** Seconds, to the millisecond. */
  static @Nullable Double seconds(Optional<Duration> time) {
    return time.map(known -> known.toMillis() / 1000.0).orElse(null);
  }
}
