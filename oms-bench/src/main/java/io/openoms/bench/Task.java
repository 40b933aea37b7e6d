package io.openoms.bench;

import io.openoms.testkit.DatabaseServer;

/**
 * What is copied: one table of sysbench's shape with one secondary index, into an empty database.
 *
 * @param from the source
 * @param to the sink
 * @param database the database at both ends; absent at the sink
 * @param rows the table's rows, with ids from 1 without gaps
 */
record Task(DatabaseServer from, DatabaseServer to, String database, long rows) {

  static final String TABLE = "sbtest1";

  static final String COLUMNS = "id, k, c, pad";

  String table() {
    return database + "." + TABLE;
  }

  /** Creates the sink's table without its secondary index, for those who do it by hand. */
  void createTarget() {
    to.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE "
            + table()
            + " (id INT NOT NULL AUTO_INCREMENT, k INT NOT NULL DEFAULT 0,"
            + " c CHAR(120) NOT NULL DEFAULT '', pad CHAR(60) NOT NULL DEFAULT '',"
            + " PRIMARY KEY (id)) DEFAULT CHARACTER SET utf8mb4");
  }

  /** Builds the secondary index, as a statement without a time limit. */
  void createIndex() {
    to.execute(
        "SET SESSION ob_query_timeout = 86400000000", "CREATE INDEX k_1 ON " + table() + " (k)");
  }
}
