package io.openoms;

/**
 * How many connections a run has at the same time at the most, at each end. A pool of the caller's
 * should give as many to the run. With fewer, tasks wait for each other; below {@link
 * #leastOf(Phases)} the precheck {@code CONNECTIONS} fails and a run begins nothing. Immutable.
 *
 * @param source connections to the source
 * @param sink connections to the sink
 * @param state connections to the endpoint that keeps the state, where that is not the sink
 */
public record ConnectionsNeeded(int source, int sink, int state) {

  /** For the coordinating and preparing tasks, and to lock a table while its snapshot opens. */
  private static final int EXTRA = 3;

  /** A log that is a table is read by statements; another one takes a connection of its own. */
  private static final int CAPTURING = 4;

  /** What looks at both ends beside the directions at work. */
  private static final int DIRECTING = 3;

  /** For projects of these phases, with all directions that are open at the same time. */
  public static ConnectionsNeeded of(Phases phases) {
    ConnectionsNeeded forward = ofOneDirection(phases);
    if (!phases.contains(Phase.REVERSE_INCREMENTAL)) {
      return forward;
    }
    return new ConnectionsNeeded(
        forward.source + DIRECTING + applying(phases) + comparing(phases) + EXTRA,
        forward.sink + DIRECTING + CAPTURING + comparing(phases) + EXTRA,
        2 * forward.state);
  }

  /** For one direction of projects of these phases. */
  public static ConnectionsNeeded ofOneDirection(Phases phases) {
    int readers = phases.fullOptions().readers();
    int writers = phases.fullOptions().writers();
    int capturing = phases.contains(Phase.INCREMENTAL) ? CAPTURING : 0;
    return new ConnectionsNeeded(
        readers + capturing + comparing(phases) + EXTRA,
        Math.max(readers + 2 * writers, applying(phases)) + comparing(phases) + EXTRA,
        readers + writers + phases.incrementalOptions().lanesAtWork() + EXTRA);
  }

  /**
   * With fewer, tasks of a project of these phases may all hold connections and wait for more. Two
   * tasks that hold one, and one that is free, go on; beside them is the log.
   */
  public static ConnectionsNeeded leastOf(Phases phases) {
    int both = phases.contains(Phase.REVERSE_INCREMENTAL) ? 2 : 1;
    int reading = Math.min(2, phases.fullOptions().readers()) + 1;
    int capturing = phases.contains(Phase.INCREMENTAL) ? 2 : 0;
    int writing =
        Math.max(phases.fullOptions().writers(), phases.incrementalOptions().lanesAtWork());
    return new ConnectionsNeeded(
        both * (reading + capturing), both * (Math.min(2, writing) + 1), both * 2);
  }

  /** A lane holds one connection, and takes a second one for bookkeeping. */
  private static int applying(Phases phases) {
    return 2 * phases.incrementalOptions().lanesAtWork();
  }

  /** Each task that compares, and a caller that asks for a comparison, reads at both ends. */
  private static int comparing(Phases phases) {
    return phases.verificationOptions().workers() + 1;
  }
}
