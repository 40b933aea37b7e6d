package io.openoms.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;

/** A hand-written copier that streams the rows of each range by a query, as MySQL's driver does. */
abstract class StreamedCopy extends RangeCopy {

  StreamedCopy(ExecutorService threads) {
    super(threads);
  }

  /** Writes the rows of one range. */
  abstract void write(Task task, ResultSet rows, Connection sink) throws SQLException;

  @Override
  void copyRange(Task task, long after, long upTo, Connection source, Connection sink)
      throws SQLException {
    String sql =
        "SELECT "
            + task.shape().columnList()
            + " FROM "
            + task.table()
            + " WHERE id > "
            + after
            + " AND id <= "
            + upTo
            + " ORDER BY id";
    try (Statement statement =
        source.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
      statement.setFetchSize(Integer.MIN_VALUE);
      try (ResultSet rows = statement.executeQuery(sql)) {
        write(task, rows, sink);
      }
    }
  }
}
