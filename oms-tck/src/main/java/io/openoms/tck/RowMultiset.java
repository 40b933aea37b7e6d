package io.openoms.tck;

import io.openoms.testkit.PlainSession;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each row of a table occurs, a row known by half of its SHA-256: duplicates count, and a
 * million rows take some tens of megabytes. Read by streaming plain SQL in a {@link PlainSession}.
 * Immutable.
 *
 * @param counts by digest
 */
record RowMultiset(Map<List<Long>, Integer> counts) {

  private static final int SHOWN_ROWS = 5;
  private static final int SHOWN_CHARACTERS = 400;

  @FunctionalInterface
  private interface Reader {
    void row(ResultSet row, List<Long> digest) throws SQLException;
  }

  /** Reads a table; the connection is used alone. */
  static RowMultiset of(Connection connection, String table, String select) throws SQLException {
    Map<List<Long>, Integer> counts = new HashMap<>();
    read(connection, table, select, (row, digest) -> counts.merge(digest, 1, Integer::sum));
    return new RowMultiset(counts);
  }

  long rows() {
    return counts.values().stream().mapToLong(Integer::longValue).sum();
  }

  /** What is more often here than there. */
  RowMultiset without(RowMultiset other) {
    Map<List<Long>, Integer> more = new HashMap<>();
    counts.forEach(
        (digest, count) -> {
          int left = count - other.counts.getOrDefault(digest, 0);
          if (left > 0) {
            more.put(digest, left);
          }
        });
    return new RowMultiset(more);
  }

  /** Some of these rows as texts, with how often they occur here; reads the table again. */
  List<String> shown(Connection connection, String table, String select) throws SQLException {
    List<String> shown = new ArrayList<>();
    Map<List<Long>, Integer> left = new HashMap<>(counts);
    read(
        connection,
        table,
        select,
        (row, digest) -> {
          Integer count = left.remove(digest);
          if (count != null && shown.size() < SHOWN_ROWS) {
            shown.add(count + " x (" + text(row) + ")");
          }
        });
    return shown;
  }

  private static String text(ResultSet row) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      byte[] bytes = row.getBytes(i);
      values.add(bytes == null ? "NULL" : new String(bytes, StandardCharsets.UTF_8));
    }
    String text = String.join(", ", values);
    return text.substring(0, Math.min(SHOWN_CHARACTERS, text.length()));
  }

  private static void read(Connection connection, String table, String select, Reader reader)
      throws SQLException {
    MessageDigest sha = sha256();
    try (Statement statement = PlainSession.statement(connection)) {
      // Connector/J's sign for row-by-row streaming.
      statement.setFetchSize(Integer.MIN_VALUE);
      try (ResultSet rows = statement.executeQuery("SELECT " + select + " FROM " + table)) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int i = 1; i <= columns; i++) {
            byte[] value = rows.getBytes(i);
            sha.update(ByteBuffer.allocate(4).putInt(value == null ? -1 : value.length).flip());
            if (value != null) {
              sha.update(value);
            }
          }
          ByteBuffer digest = ByteBuffer.wrap(sha.digest());
          reader.row(rows, List.of(digest.getLong(), digest.getLong()));
        }
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
