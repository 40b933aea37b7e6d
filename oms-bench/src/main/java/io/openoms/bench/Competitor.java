package io.openoms.bench;

/** One way to copy a table. */
interface Competitor {

  /** Its name in reports. */
  String name();

  /** Copies the table and then builds its index. */
  CopyTimes copy(Task task) throws Exception;
}
