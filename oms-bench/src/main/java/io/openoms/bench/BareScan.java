package io.openoms.bench;

import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * One statement at each server, both at once: the sum of 64 bits of each row's SHA-256. It knows
 * neither NULL nor where a value ends, leaves floats and JSON out, and cannot say which rows
 * differ.
 */
record BareScan(ExecutorService threads) implements Comparer {

  @Override
  public String name() {
    return "bare scan";
  }

  @Override
  public long differences(Task task) throws Exception {
    Future<String> source = threads.submit(() -> sum(task.from(), task));
    String sink = sum(task.to(), task);
    return source.get().equals(sink) ? 0 : 1;
  }

  private static String sum(DatabaseServer server, Task task) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT COUNT(*), SUM(CAST(CONV(LEFT(SHA2(CONCAT_WS(',', "
                    + task.shape().summed()
                    + "), 256), 16), 16, 10) AS UNSIGNED)) FROM "
                    + task.table())) {
      row.next();
      return row.getString(1) + " " + row.getString(2);
    }
  }
}
