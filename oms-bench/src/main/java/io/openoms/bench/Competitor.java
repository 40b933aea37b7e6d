package io.openoms.bench;

import java.time.Duration;

/** One way to copy a table. */
interface Competitor {

  /** Its name in reports. */
  String name();

  /**
   * Copies the table and then builds its index.
   *
   * @return the time from the first row read to the index built
   */
  Duration copy(Task task) throws Exception;
}
