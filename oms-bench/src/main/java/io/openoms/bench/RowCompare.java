package io.openoms.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * Streams both tables in the order of their ids and compares them row by row, without floats and
 * JSON. One thread.
 */
record RowCompare() implements Comparer {

  @Override
  public String name() {
    return "row by row";
  }

  @Override
  public long differences(Task task) throws SQLException {
    try (Connection source = task.from().connect();
        Connection sink = task.to().connect();
        ResultSet there = rows(source, task);
        ResultSet here = rows(sink, task)) {
      return compare(there, here, there.getMetaData().getColumnCount());
    }
  }

  // The statement ends with its result.
  @SuppressWarnings("resource")
  private static ResultSet rows(Connection connection, Task task) throws SQLException {
    Statement statement =
        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    statement.closeOnCompletion();
    statement.setFetchSize(Integer.MIN_VALUE);
    return statement.executeQuery(
        "SELECT " + task.shape().summed() + " FROM " + task.table() + " ORDER BY id");
  }

  private static long compare(ResultSet source, ResultSet sink, int columns) throws SQLException {
    long differences = 0;
    boolean there = source.next();
    boolean here = sink.next();
    while (there || here) {
      long side = !there ? 1 : !here ? -1 : Long.compare(source.getLong(1), sink.getLong(1));
      if (side != 0 || !areEqual(source, sink, columns)) {
        differences++;
      }
      there = side <= 0 ? source.next() : there;
      here = side >= 0 ? sink.next() : here;
    }
    return differences;
  }

  private static boolean areEqual(ResultSet source, ResultSet sink, int columns)
      throws SQLException {
    for (int i = 1; i <= columns; i++) {
      if (!Arrays.equals(source.getBytes(i), sink.getBytes(i))) {
        return false;
      }
    }
    return true;
  }
}
