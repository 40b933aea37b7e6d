package io.openoms.tck.workload;

import java.sql.SQLException;
import java.util.List;

/** One kind of change inside a transaction. Stateless: shared by all writers. */
interface Change {

  /** What it counts as when rows changed. */
  Feature feature();

  /** The tables that it changes. */
  List<WorkloadTable> tables();

  /** How often it is chosen, beside the others. */
  default int weight() {
    return 10;
  }

  /** Whether its statements belong together in one transaction. */
  default boolean isTransactional() {
    return true;
  }

  /**
   * Changes rows, chosen by the session's random numbers.
   *
   * @return whether what its feature names really happened
   */
  boolean apply(WriterSession session) throws SQLException;
}
