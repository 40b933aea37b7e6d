package io.openoms.core.task;

import com.google.common.util.concurrent.RateLimiter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Keeps all tasks together to an amount a second. Thread-safe. */
public final class RateLimit {

  private static final long LOOK_MILLIS = 50;

  private final @Nullable RateLimiter limiter;

  private RateLimit(@Nullable RateLimiter limiter) {
    this.limiter = limiter;
  }

  /** At most that much a second; 0 sets no limit. */
  public static RateLimit of(long perSecond) {
    return new RateLimit(perSecond == 0 ? null : RateLimiter.create((double) perSecond));
  }

  /**
   * Waits until that much may be done.
   *
   * @param sleep sleeps for some milliseconds, and throws when the waiting must end
   */
  public void obey(long amount, LongConsumer sleep) {
    if (limiter == null || amount == 0) {
      return;
    }
    int permits = (int) Math.min(amount, Integer.MAX_VALUE);
    // Where the time is too short for its turn, the limiter answers at once.
    while (!limiter.tryAcquire(permits, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      sleep.accept(LOOK_MILLIS);
    }
  }
}
