package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.position.LogPosition;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/** The files of a log, the oldest first. Immutable. */
record LogFiles(List<String> names) {

  LogFiles {
    names = List.copyOf(names);
  }

  /** Those that the server has now. Blocks. */
  static LogFiles of(Connections connections) {
    List<String> names = new ArrayList<>();
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw connections
          .failures()
          .of(e, ErrorContext.none(), "asking which files the binary log has");
    }
    return new LogFiles(names);
  }

  /**
   * The last file of which something holds that also holds of all before it.
   *
   * @param head tells what stands at a file's beginning
   */
  OptionalInt last(Function<String, LogPosition> head, Predicate<LogPosition> holds) {
    int low = -1;
    int high = names.size();
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (holds.test(head.apply(names.get(middle)))) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low < 0 ? OptionalInt.empty() : OptionalInt.of(low);
  }
}
