package io.openoms.tck;

import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sessions that write {@link TriggeredTables} at random, in transactions with savepoints and
 * rollbacks, until they are ended. Statements that fail are passed over.
 */
final class TriggeredWriters implements AutoCloseable {

  private static final long AWAY_NANOS = Duration.ofMillis(50).toNanos();

  private final DatabaseServer server;
  private final TriggeredTables tables;
  private final List<Future<Void>> writers = new ArrayList<>();
  private final AtomicLong transactions = new AtomicLong();
  private volatile boolean over;

  TriggeredWriters(
      DatabaseServer server,
      TriggeredTables tables,
      ExecutorService threads,
      int count,
      long seed) {
    this.server = server;
    this.tables = tables;
    for (int i = 0; i < count; i++) {
      Random random = new Random(seed + i);
      writers.add(threads.submit(() -> write(random)));
    }
  }

  private Void write(Random random) {
    while (!over) {
      try (Connection connection = server.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("SET time_zone = '" + (random.nextBoolean() ? "+05:30" : "-03:00") + "'");
        while (!over) {
          transaction(connection, statement, random);
        }
      } catch (SQLException e) {
        // The server is away; it comes back.
        LockSupport.parkNanos(AWAY_NANOS);
      }
    }
    return null;
  }

  private void transaction(Connection connection, Statement statement, Random random)
      throws SQLException {
    connection.setAutoCommit(random.nextInt(3) == 0);
    int count = connection.getAutoCommit() ? 1 : 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      if (!connection.getAutoCommit() && random.nextInt(4) == 0) {
        statement.execute("SAVEPOINT here");
        attempt(statement, random);
        statement.execute("ROLLBACK TO SAVEPOINT here");
      }
      attempt(statement, random);
    }
    if (!connection.getAutoCommit()) {
      statement.execute(random.nextInt(6) == 0 ? "ROLLBACK" : "COMMIT");
    }
    transactions.incrementAndGet();
  }

  private void attempt(Statement statement, Random random) throws SQLException {
    try {
      statement.execute(tables.statement(random));
    } catch (SQLException e) {
      // A key that is there, a parent that is not, a deadlock. A lost link fails the next one, too.
      statement.clearWarnings();
    }
  }

  /** How many transactions were written. */
  long transactions() {
    return transactions.get();
  }

  /** Ends them and waits for them. */
  void end() {
    over = true;
    for (Future<Void> writer : writers) {
      try {
        writer.get(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    end();
  }
}
