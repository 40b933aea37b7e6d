package io.openoms.tck.hbase;

import static io.openoms.tck.hbase.HBasePair.bytes;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Table;
import org.jspecify.annotations.Nullable;

/**
 * An application that writes cells to HBase by its client, or rows to a table of cells by SQL. It
 * knows which cells were committed. Time stamps rise, so no put is hidden by an earlier delete.
 * Thread-safe.
 */
final class MovingCells implements AutoCloseable {

  private static final String USER = "cells_app";
  private static final String FAMILY = "f";
  private static final long LONGEST_NANOS = 60_000_000_000L;

  /** Where it writes. */
  enum End {
    HBASE,
    SQL
  }

  private final HBasePair pair;
  private final String name;
  private final Map<String, String> committed = new HashMap<>();
  private final AtomicLong done = new AtomicLong();
  private final Thread thread = new Thread(this::work, "cells");
  private volatile End end = End.HBASE;
  private volatile @Nullable Exception last;
  private volatile boolean resting = true;
  private volatile boolean over;

  /** For the family {@code f} of a table, which is there at both ends when it writes. */
  MovingCells(HBasePair pair, String table) {
    this.pair = pair;
    this.name = table;
    pair.sink()
        .execute(
            "DROP USER IF EXISTS " + USER,
            "CREATE USER " + USER,
            "GRANT SELECT, INSERT, UPDATE, DELETE ON `" + pair.namespace() + "`.* TO " + USER);
    thread.start();
  }

  void writeTo(End next) {
    end = next;
    resting = false;
  }

  /** Stops writing; what is at work is finished first. */
  synchronized void rest() {
    resting = true;
  }

  void awaitMore(int changes) throws InterruptedException {
    long wanted = done.get() + changes;
    long limit = System.nanoTime() + LONGEST_NANOS;
    while (done.get() < wanted) {
      if (System.nanoTime() > limit) {
        throw new AssertionError("the application cannot write to " + end + ": " + last);
      }
      Thread.sleep(5);
    }
  }

  /** The committed cells as {@link HBasePair#fromSource} gives them, but in no order. */
  synchronized List<String> committed() {
    List<String> cells = new ArrayList<>();
    committed.forEach((key, value) -> cells.add(key + "|" + value));
    return cells;
  }

  private void work() {
    long number = 1_000;
    while (!over) {
      End at = end;
      if (resting) {
        sleep(2);
        continue;
      }
      try (Writer writer = at == End.HBASE ? new Cells() : new Rows()) {
        while (!over && at == end && !resting) {
          change(writer, number + 1);
          number++;
          sleep(1);
        }
      } catch (IOException | SQLException e) {
        last = e;
        sleep(5);
      }
    }
  }

  /** A new version; now and then one is overwritten, or removed. */
  private synchronized void change(Writer writer, long number) throws IOException, SQLException {
    if (resting) {
      return;
    }
    long older = number - 1 - number % 9;
    if (number % 5 == 1 && isThere(older)) {
      put(writer, older, "again" + number);
    } else if (number % 7 == 3 && isThere(older)) {
      writer.delete(row(older), qualifier(older), older);
      committed.remove(key(older));
    } else {
      put(writer, number, "v" + number);
    }
    done.incrementAndGet();
  }

  private void put(Writer writer, long time, String value) throws IOException, SQLException {
    writer.put(row(time), qualifier(time), time, value);
    committed.put(key(time), hex(value));
  }

  private boolean isThere(long time) {
    return committed.containsKey(key(time));
  }

  private static String row(long time) {
    return "r" + time % 40;
  }

  private static String qualifier(long time) {
    return time % 3 == 0 ? "" : "q" + time % 3;
  }

  private static String key(long time) {
    return hex(row(time)) + "|" + hex(qualifier(time)) + "|" + -time;
  }

  private static String hex(String text) {
    return HBasePair.hex(bytes(text));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One of the two ways to write. */
  private interface Writer extends AutoCloseable {

    void put(String row, String qualifier, long time, String value)
        throws IOException, SQLException;

    void delete(String row, String qualifier, long time) throws IOException, SQLException;

    @Override
    void close() throws IOException, SQLException;
  }

  private final class Cells implements Writer {

    private final Table table = pair.table(name);

    Cells() throws IOException {}

    @Override
    public void put(String row, String qualifier, long time, String value) throws IOException {
      table.put(new Put(bytes(row)).addColumn(bytes(FAMILY), bytes(qualifier), time, bytes(value)));
    }

    @Override
    public void delete(String row, String qualifier, long time) throws IOException {
      table.delete(new Delete(bytes(row)).addColumn(bytes(FAMILY), bytes(qualifier), time));
    }

    @Override
    public void close() throws IOException {
      table.close();
    }
  }

  private final class Rows implements Writer {

    private final Connection connection =
        DriverManager.getConnection(pair.sink().jdbcUrl(), USER, "");
    private final String target = "`" + pair.namespace() + "`.`" + name + "$" + FAMILY + "`";

    /** The server has sessions begin with settings that an application would not have. */
    Rows() throws SQLException {
      try (Statement sql = connection.createStatement()) {
        sql.execute("SET SESSION transaction_read_only = 0, autocommit = 1, sql_mode = ''");
      }
    }

    @Override
    public void put(String row, String qualifier, long time, String value) throws SQLException {
      execute(
          "INSERT INTO "
              + target
              + " (V, K, Q, T) VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE V = VALUES(V)",
          bytes(value),
          bytes(row),
          bytes(qualifier),
          -time);
    }

    @Override
    public void delete(String row, String qualifier, long time) throws SQLException {
      execute(
          "DELETE FROM " + target + " WHERE K = ? AND Q = ? AND T = ?",
          bytes(row),
          bytes(qualifier),
          -time);
    }

    private void execute(String sql, Object... values) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
