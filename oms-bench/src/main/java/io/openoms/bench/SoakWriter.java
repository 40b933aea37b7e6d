package io.openoms.bench;

import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * Changes rows at a rate without an end: of five changes three are updates, one inserts the next
 * id, one deletes the lowest, so that the table stays as large as it is. Writers share the ids by
 * their remainder.
 *
 * @param server where
 * @param database the table's database
 * @param table the table
 * @param rows how many rows it has, ids from 1
 * @param number this writer, from 0
 * @param writers how many there are
 * @param perSecond changes a second of this writer
 * @param done counts the changes of all
 * @param stopped whether to end
 */
record SoakWriter(
    DatabaseServer server,
    String database,
    BenchTable table,
    int rows,
    int number,
    int writers,
    int perSecond,
    LongAdder done,
    BooleanSupplier stopped)
    implements Callable<Long> {

  private static final int TRANSACTIONS_SENT = 10;
  private static final int SENT_CHANGES = TRANSACTIONS_SENT * Backlog.TRANSACTION_CHANGES;

  /** Writes until it is stopped; its changes. */
  @Override
  public Long call() throws SQLException, InterruptedException {
    Random random = new Random(number);
    // The places of this writer's ids: id = place * writers + number + 1.
    int lowest = 0;
    int next = rows / writers;
    long sent = 0;
    String url = server.jdbcUrl() + database + "?allowMultiQueries=true&characterEncoding=UTF-8";
    try (Connection connection =
            DriverManager.getConnection(url, server.user(), server.password());
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      long began = System.nanoTime();
      while (!stopped.getAsBoolean()) {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < TRANSACTIONS_SENT; i++) {
          transaction(sql, random, lowest++, next++);
        }
        statement.execute(sql.toString());
        sent += SENT_CHANGES;
        done.add(SENT_CHANGES);
        long due = began + sent * TimeUnit.SECONDS.toNanos(1) / perSecond;
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      }
    }
    return sent;
  }

  private void transaction(StringBuilder sql, Random random, int lowest, int next) {
    sql.append("BEGIN;");
    for (int i = 0; i < Backlog.TRANSACTION_CHANGES - 2; i++) {
      int place = lowest + 1 + random.nextInt(next - lowest - 1);
      add(sql, new BacklogChange(BacklogChange.Kind.UPDATE, id(place), table.values(random)));
    }
    add(sql, new BacklogChange(BacklogChange.Kind.INSERT, id(next), table.values(random)));
    add(sql, new BacklogChange(BacklogChange.Kind.DELETE, id(lowest), List.of()));
    sql.append("COMMIT;");
  }

  private void add(StringBuilder sql, BacklogChange change) {
    sql.append(change.statement(table)).append(';');
  }

  private int id(int place) {
    return place * writers + number + 1;
  }
}
