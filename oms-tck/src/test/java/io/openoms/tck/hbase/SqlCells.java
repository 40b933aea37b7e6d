package io.openoms.tck.hbase;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Rows at the edges of what a cell can be, written by SQL into a table of cells. Stateless. */
final class SqlCells {

  /** How many of them are there in the end. */
  static final int LEFT = 10;

  /** Their keys begin with this byte, of which the application's have none. */
  private static final byte FIRST = 0;

  private static final int LARGE = 900_000;
  private static final long NOW = 1_700_000_000_000L;

  private SqlCells() {}

  /** Whether a cell as {@link HBasePair#fromSource} gives it is one of these. */
  static boolean isOne(String cell) {
    return cell.startsWith("00");
  }

  /** Writes them: some alone, some in one transaction; some are updated, moved or removed. */
  static void write(HBasePair pair) throws SQLException {
    String table = "`" + pair.namespace() + "`.`t$f`";
    try (Connection connection = pair.sink().connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO " + table + " (K, Q, T, V) VALUES (?, ?, ?, ?)");
        Statement sql = connection.createStatement()) {
      insert(insert, new byte[] {FIRST}, new byte[0], 0, new byte[0]);
      insert(insert, new byte[] {FIRST, 0, -1, 32}, new byte[] {0, 32}, 1, new byte[] {0});
      insert(insert, new byte[] {FIRST, 0, -1, 32}, new byte[] {0, 32, 32}, 1, new byte[] {32});
      insert(insert, row(7), new byte[] {7}, NOW, new byte[LARGE]);
      connection.setAutoCommit(false);
      for (int version = 1; version <= 8; version++) {
        insert(insert, row(1), new byte[] {1}, version, new byte[] {(byte) version});
      }
      connection.commit();
      // One version of a row goes, one comes, and one changes: at once.
      sql.executeUpdate("DELETE FROM " + table + " WHERE K = X'0001' AND T = -2");
      sql.executeUpdate("UPDATE " + table + " SET V = X'FF' WHERE K = X'0001' AND T = -3");
      sql.executeUpdate("UPDATE " + table + " SET T = -20 WHERE K = X'0001' AND T = -4");
      sql.executeUpdate("UPDATE " + table + " SET K = X'0002' WHERE K = X'0001' AND T = -5");
      connection.commit();
      sql.executeUpdate("DELETE FROM " + table + " WHERE K = X'0001' AND T <= -8 AND T > -20");
      connection.commit();
    }
  }

  private static byte[] row(int second) {
    return new byte[] {FIRST, (byte) second};
  }

  private static void insert(
      PreparedStatement insert, byte[] row, byte[] qualifier, long time, byte[] value)
      throws SQLException {
    insert.setBytes(1, row);
    insert.setBytes(2, qualifier);
    insert.setLong(3, -time);
    insert.setBytes(4, value);
    insert.executeUpdate();
  }
}
