package io.openoms.core.task;

import java.util.concurrent.atomic.AtomicBoolean;

/** Lets one of several works go on at a time. Thread-safe. */
public final class Turn {

  private final AtomicBoolean isTaken = new AtomicBoolean();

  /**
   * Waits until nobody has the turn, and takes it.
   *
   * @param wait waits for a moment, and throws when the waiting must end
   */
  public void take(Runnable wait) {
    while (!isTaken.compareAndSet(false, true)) {
      wait.run();
    }
  }

  /** Gives it back. */
  public void give() {
    isTaken.set(false);
  }
}
