package io.openoms;

/** How many tasks a run has at work at the same time. Stateless. */
final class Threads {

  /** The directing task, the switchover's, and the run by which it tries the way back. */
  private static final int SWITCHING = 2 + 4;

  private Threads() {}

  /** With those phases and their options. */
  static int neededBy(Phases phases) {
    FullOptions full = phases.fullOptions();
    boolean follows = phases.contains(Phase.INCREMENTAL);
    int applying = follows ? 1 + phases.incrementalOptions().lanesAtWork() : 0;
    int beating = follows && phases.incrementalOptions().heartbeat().isPresent() ? 1 : 0;
    int capturing = follows ? 1 + beating : 0;
    int comparing =
        phases.contains(Phase.VERIFICATION) ? phases.verificationOptions().workers() : 0;
    int copying = full.readers() + full.writers();
    int afterwards = follows ? applying + comparing : comparing;
    if (phases.areBothWays()) {
      // The task that leads both, and for each of them one that leads it.
      return 2 + Math.max(copying + capturing, 1 + 2 * (capturing + 2));
    }
    int directing = phases.contains(Phase.SWITCHOVER) ? SWITCHING : 0;
    return 1 + directing + capturing + Math.max(copying, afterwards);
  }
}
