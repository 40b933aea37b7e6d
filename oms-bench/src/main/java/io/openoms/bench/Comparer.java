package io.openoms.bench;

/** One way to compare a table at two servers. */
interface Comparer {

  /** Its name in reports. */
  String name();

  /** Compares all rows; says how many differ, or 1 where it can only say that some do. */
  long differences(Task task) throws Exception;
}
