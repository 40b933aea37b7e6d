package io.openoms.bench;

import io.openoms.testkit.DatabaseServer;

/**
 * A table at both ends, and changes that are made at the source only.
 *
 * @param from the source
 * @param to the sink
 * @param database the database at both ends
 * @param backlog what is changed, and in which table
 */
record IncrementalTask(DatabaseServer from, DatabaseServer to, String database, Backlog backlog) {

  BenchTable table() {
    return backlog.table();
  }

  /** The table as it was before the changes, at the source. */
  void createSource() {
    from.execute("DROP DATABASE IF EXISTS " + database);
    table().create(from, database, backlog.rows());
  }

  /** The sink without anything. */
  void clearSink() {
    to.execute("DROP DATABASE IF EXISTS " + database, "DROP DATABASE IF EXISTS oms_state");
  }

  /** The same rows at the sink, for competitors that only apply. */
  void createSink() {
    table().create(to, database, backlog.rows());
  }
}
