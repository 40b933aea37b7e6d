package io.openoms.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The ceiling from PostgreSQL, for sysbench's table alone: two threads, each streams twentieths of
 * the ids by COPY and writes INSERT texts of about one megabyte; no checks, no escaping, no state,
 * no restart.
 */
final class PostgreSqlCeiling extends RangeCopy {

  private static final int STATEMENT_CHARACTERS = 1 << 20;

  /** A copier whose two threads run there. */
  PostgreSqlCeiling(ExecutorService threads) {
    super(threads);
  }

  @Override
  public String name() {
    return "ceiling";
  }

  @Override
  String sinkParameters() {
    return "?characterEncoding=UTF-8";
  }

  @Override
  void copyRange(Task task, long after, long upTo, Connection source, Connection sink)
      throws SQLException {
    String columns = task.shape().columnList();
    CopyOut rows =
        source
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut(
                "COPY (SELECT %s FROM %s WHERE id > %d AND id <= %d ORDER BY id) TO STDOUT"
                    .formatted(columns, task.table(), after, upTo));
    String head = "INSERT INTO " + task.table() + " (" + columns + ") VALUES ";
    try (Statement statement = sink.createStatement()) {
      statement.setEscapeProcessing(false);
      write(rows, head, statement);
    }
  }

  private static void write(CopyOut rows, String head, Statement sink) throws SQLException {
    StringBuilder sql = new StringBuilder(STATEMENT_CHARACTERS + 1024).append(head);
    for (byte[] row = rows.readFromCopy(); row != null; row = rows.readFromCopy()) {
      append(sql, new String(row, 0, row.length - 1, UTF_8), sql.length() == head.length());
      if (sql.length() >= STATEMENT_CHARACTERS) {
        sink.executeUpdate(sql.toString());
        sql.setLength(head.length());
      }
    }
    if (sql.length() > head.length()) {
      sink.executeUpdate(sql.toString());
    }
  }

  /** Two numbers and two texts. */
  private static void append(StringBuilder sql, String row, boolean isFirst) {
    int first = row.indexOf('\t');
    int second = row.indexOf('\t', first + 1);
    int third = row.indexOf('\t', second + 1);
    sql.append(isFirst ? "(" : ",(")
        .append(row, 0, first)
        .append(',')
        .append(row, first + 1, second)
        .append(",'")
        .append(row, second + 1, third)
        .append("','")
        .append(row, third + 1, row.length())
        .append("')");
  }
}
