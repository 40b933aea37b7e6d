package io.openoms.bench;

import io.openoms.testkit.DatabaseServer;

/**
 * What is copied: one table with one secondary index, into an empty database.
 *
 * @param from the source
 * @param to the sink
 * @param database the database at both ends; absent at the sink
 * @param shape the table
 * @param rows the table's rows
 */
record Task(DatabaseServer from, DatabaseServer to, String database, BenchTable shape, long rows) {

  String table() {
    return database + "." + shape.name();
  }

  /** Creates the sink's table without its secondary index, for those who do it by hand. */
  void createTarget() {
    to.execute("CREATE DATABASE " + database, "USE " + database, shape.definition());
  }

  /** Builds the secondary index, as a statement without a time limit. */
  void createIndex() {
    to.execute(
        "SET SESSION ob_query_timeout = 86400000000",
        "CREATE INDEX k_1 ON " + table() + " (" + shape.indexed() + ")");
  }
}
