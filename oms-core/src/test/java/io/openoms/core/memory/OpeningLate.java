package io.openoms.core.memory;

import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Faults;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody opens a frozen end once the direction that followed it has ended. Thread-safe. */
final class OpeningLate implements Faults {

  /** Three steps are done then, and two entries of each were stored since the freeze. */
  private static final int ENTRIES = 7;

  private final Runnable opening;
  private final AtomicInteger stored = new AtomicInteger(-1);

  OpeningLate(Runnable opening) {
    this.opening = opening;
  }

  boolean hasOpened() {
    return stored.get() >= ENTRIES;
  }

  @Override
  public void after(Call call) {
    if (call.name().equals("WriteGate.freeze")) {
      stored.compareAndSet(-1, 0);
    } else if (call.name().equals("StateTransaction.putSwitchover")
        && stored.get() >= 0
        && stored.incrementAndGet() == ENTRIES) {
      opening.run();
    }
  }
}
