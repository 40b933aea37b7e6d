package io.openoms;

/**
 * How much a run does at once and in a second. {@link MigrationRun#limits(RunLimits)} changes it
 * while the run works. Immutable.
 *
 * @param readers tasks that read rows of the full copy, at least 1
 * @param writers tasks that write rows of the full copy, at least 1
 * @param lanes transactions that apply a window of changes, at least 1
 * @param rowsPerSecond rows that all readers of the full copy together read; 0: no limit
 * @param bytesPerSecond bytes of values that they read; 0: no limit
 */
public record RunLimits(
    int readers, int writers, int lanes, long rowsPerSecond, long bytesPerSecond) {

  /**
   * Limits of those numbers.
   *
   * @throws IllegalArgumentException when a number is too small
   */
  public RunLimits {
    require(readers, 1, "readers");
    require(writers, 1, "writers");
    require(lanes, 1, "lanes");
    require(rowsPerSecond, 0, "rowsPerSecond");
    require(bytesPerSecond, 0, "bytesPerSecond");
  }

  /** Those with which a project of these phases begins. */
  public static RunLimits of(Phases phases) {
    FullOptions full = phases.fullOptions();
    return new RunLimits(
        full.readers(),
        full.writers(),
        phases.incrementalOptions().lanesAtWork(),
        full.rowsPerSecond(),
        full.bytesPerSecond());
  }

  /** The same with so many readers. */
  public RunLimits withReaders(int number) {
    return new RunLimits(number, writers, lanes, rowsPerSecond, bytesPerSecond);
  }

  /** The same with so many writers. */
  public RunLimits withWriters(int number) {
    return new RunLimits(readers, number, lanes, rowsPerSecond, bytesPerSecond);
  }

  /** The same with so many lanes. */
  public RunLimits withLanes(int number) {
    return new RunLimits(readers, writers, number, rowsPerSecond, bytesPerSecond);
  }

  /** The same with so many rows a second. */
  public RunLimits withRowsPerSecond(long rows) {
    return new RunLimits(readers, writers, lanes, rows, bytesPerSecond);
  }

  /** The same with so many bytes a second. */
  public RunLimits withBytesPerSecond(long bytes) {
    return new RunLimits(readers, writers, lanes, rowsPerSecond, bytes);
  }

  private static void require(long number, long least, String name) {
    if (number < least) {
      throw new IllegalArgumentException(name + " must be " + least + " or more, not " + number);
    }
  }
}
