package io.openoms.core.copy;

import io.openoms.core.task.Control;
import java.time.Duration;

/**
 * Holds all writers back while the sink is short of memory: what one does not write helps the
 * others. Thread-safe.
 */
final class OverloadThrottle {

  private static final long LOOK_MILLIS = 50;

  private final long limitNanos;
  private boolean overloaded;
  private long since;
  private long until;

  OverloadThrottle(Duration wait) {
    this.limitNanos = wait.toNanos();
  }

  /** The sink was short of memory; nobody begins a chunk before that time is over. */
  synchronized void hold(long nanos) {
    long now = System.nanoTime();
    if (!overloaded) {
      overloaded = true;
      since = now;
      until = now;
    }
    if (now + nanos - until > 0) {
      until = now + nanos;
    }
  }

  /** A chunk is at the sink. */
  synchronized void relieved() {
    overloaded = false;
  }

  /** Whether no chunk has succeeded for longer than the caller wants to wait. */
  synchronized boolean isHopeless() {
    return overloaded && System.nanoTime() - since >= limitNanos;
  }

  /** Waits until writers may go on. */
  void await(Control control) {
    while (isHolding()) {
      control.sleep(LOOK_MILLIS);
    }
  }

  private synchronized boolean isHolding() {
    return overloaded && System.nanoTime() - until < 0;
  }
}
