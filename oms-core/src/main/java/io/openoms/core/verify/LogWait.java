package io.openoms.core.verify;

import io.openoms.spi.data.Position;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits until everything is applied that a log holds, up to a limit. An apply that cannot keep up
 * falls back further during each wait, so waits without a limit would grow without end. When one
 * was in vain, the next ones end at once until so much is applied. Thread-safe.
 */
final class LogWait {

  private final long longest;
  private volatile @Nullable Position overdue;

  /**
   * With a limit.
   *
   * @param longest how long one wait lasts; time in which the run is paused does not count
   */
  LogWait(Duration longest) {
    this.longest = longest.toNanos();
  }

  /** How a wait passes its time. */
  interface Pace {

    /** Waits for a moment. */
    void rest();

    /** Ends the wait by an error when the run ends, and waits while it is paused. */
    void check();
  }

  /**
   * Waits. Blocks.
   *
   * @param end asks for the log's end
   * @return whether everything at or before that end is applied; false when the time is over
   */
  boolean await(Supplier<Position> end, Predicate<Position> isApplied, Pace pace) {
    pace.check();
    if (isLate(isApplied)) {
      return false;
    }
    Position now = end.get();
    for (long left = longest; ; ) {
      long began = System.nanoTime();
      if (isApplied.test(now)) {
        overdue = null;
        return true;
      }
      if (left <= 0) {
        overdue = now;
        return false;
      }
      pace.rest();
      left -= System.nanoTime() - began;
      pace.check();
    }
  }

  /** Whether a wait was in vain, and none has succeeded since. Never blocks. */
  boolean isInVain() {
    return overdue != null;
  }

  /** Whether a wait was in vain, and what it waited for is not applied yet. */
  private boolean isLate(Predicate<Position> isApplied) {
    Position before = overdue;
    return before != null && !isApplied.test(before);
  }
}
