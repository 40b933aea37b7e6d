package io.openoms.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The ceiling from PostgreSQL, for sysbench's table alone: two threads, each streams twentieths of
 * the ids by COPY and writes INSERT texts of about one megabyte; no checks, no escaping, no state,
 * no restart.
 *
 * @param threads where the two run
 */
record PostgreSqlCeiling(ExecutorService threads) implements Competitor {

  private static final int THREADS = 2;
  private static final int RANGES = 20;
  private static final int STATEMENT_CHARACTERS = 1 << 20;

  @Override
  public String name() {
    return "ceiling";
  }

  @Override
  public CopyTimes copy(Task task) throws Exception {
    task.createTarget();
    long began = System.nanoTime();
    AtomicLong next = new AtomicLong();
    List<Future<?>> workers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      workers.add(
          threads.submit(
              () -> {
                work(task, next);
                return null;
              }));
    }
    for (Future<?> worker : workers) {
      worker.get();
    }
    long copied = System.nanoTime();
    task.createIndex();
    return new CopyTimes(
        Duration.ofNanos(copied - began), Duration.ofNanos(System.nanoTime() - copied));
  }

  private static void work(Task task, AtomicLong next) throws SQLException {
    try (Connection source = task.from().connect();
        Connection sink =
            DriverManager.getConnection(
                task.to().jdbcUrl() + "?characterEncoding=UTF-8",
                task.to().user(),
                task.to().password());
        Statement statement = sink.createStatement()) {
      sink.setAutoCommit(false);
      statement.setEscapeProcessing(false);
      long range = Math.max(1, task.rows() / RANGES);
      for (long after = next.getAndAdd(range); after < task.rows(); after = next.getAndAdd(range)) {
        copyRange(task, after, after + range, source, statement);
        sink.commit();
      }
    }
  }

  private static void copyRange(Task task, long after, long upTo, Connection source, Statement sink)
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
