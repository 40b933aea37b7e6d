package io.openoms.core.run;

import io.openoms.Phase;
import io.openoms.Phases;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;

/** How many threads an executor has, and how many a run needs at least. Stateless. */
final class ExecutorSize {

  private static final int COPYING = 3;
  private static final int SWITCHING = 5;

  private ExecutorSize() {}

  /**
   * Threads that work at the same time at the most; empty where the executor does not tell. A pool
   * makes threads beyond its core only when its queue is full.
   */
  static OptionalInt of(Executor executor) {
    if (!(executor instanceof ThreadPoolExecutor pool)) {
      return OptionalInt.empty();
    }
    boolean handsOver = pool.getQueue().remainingCapacity() == 0 && pool.getQueue().isEmpty();
    return OptionalInt.of(handsOver ? pool.getMaximumPoolSize() : pool.getCorePoolSize());
  }

  /** With fewer, a run of these phases never ends. */
  static int leastFor(Phases phases) {
    boolean follows = phases.contains(Phase.INCREMENTAL);
    int least = follows || phases.contains(Phase.FULL) ? COPYING : 1;
    if (follows) {
      least++;
    }
    if (follows && phases.incrementalOptions().heartbeat().isPresent()) {
      least++;
    }
    if (follows && phases.contains(Phase.VERIFICATION)) {
      least++;
    }
    return phases.contains(Phase.SWITCHOVER) ? least + SWITCHING : least;
  }
}
