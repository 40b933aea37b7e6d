package io.openoms.core.task;

import com.google.common.util.concurrent.RateLimiter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Keeps all tasks together to an amount a second. Thread-safe. */
public final class RateLimit {

  private static final long LOOK_MILLIS = 50;

  private volatile long perSecond;
  private volatile @Nullable RateLimiter limiter;

  private RateLimit(long perSecond) {
    this.perSecond = perSecond;
    this.limiter = limiter(perSecond);
  }

  /** At most that much a second; 0 sets no limit. */
  public static RateLimit of(long perSecond) {
    return new RateLimit(perSecond);
  }

  private static @Nullable RateLimiter limiter(long perSecond) {
    return perSecond == 0 ? null : RateLimiter.create((double) perSecond);
  }

  /** From now on that much; who waits for a turn of the limit before begins to wait anew. */
  public synchronized void set(long amount) {
    if (amount != perSecond) {
      perSecond = amount;
      limiter = limiter(amount);
    }
  }

  /**
   * Waits until that much may be done.
   *
   * @param sleep sleeps for some milliseconds, and throws when the waiting must end
   */
  public void obey(long amount, LongConsumer sleep) {
    int permits = (int) Math.min(amount, Integer.MAX_VALUE);
    RateLimiter now = limiter;
    // Where the time is too short for its turn, the limiter answers at once.
    while (now != null
        && permits > 0
        && !now.tryAcquire(permits, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      sleep.accept(LOOK_MILLIS);
      now = limiter;
    }
  }
}
