package io.openoms.tck;

import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An application that places orders at one server, and at another one when it is told to. Its
 * account has no special rights. It knows which orders were committed, and at which server.
 * Thread-safe.
 */
public final class MovingApplication implements AutoCloseable {

  private static final String USER = "shop_app";
  private static final Duration LIMIT = Duration.ofMinutes(4);

  /** An order that was committed. */
  public record Placed(long id, String customer) {}

  /** How it logs in at a server. */
  @FunctionalInterface
  public interface Login {
    Connection at(DatabaseServer server) throws SQLException;
  }

  private final String database;
  private final Login login;
  private final Set<Placed> placed = ConcurrentHashMap.newKeySet();
  private final AtomicLong refused = new AtomicLong();
  private final Thread thread = new Thread(this::work, "application");
  private volatile DatabaseServer server;
  private volatile @Nullable SQLException last;
  private volatile boolean resting = true;
  private volatile boolean over;

  /**
   * An application that rests.
   *
   * @param database its tables' database, at both servers
   */
  public MovingApplication(String database, DatabaseServer first, DatabaseServer second) {
    this(database, at -> DriverManager.getConnection(at.jdbcUrl(), USER, ""), first);
    for (DatabaseServer one : new DatabaseServer[] {first, second}) {
      one.execute(
          "DROP USER IF EXISTS " + USER,
          "CREATE USER " + USER,
          "GRANT SELECT, INSERT, UPDATE, DELETE ON " + database + ".* TO " + USER);
    }
  }

  /** Its account is there, and may write to the tables of the shop. */
  public MovingApplication(String database, Login login, DatabaseServer first) {
    this.database = database;
    this.login = login;
    this.server = first;
    thread.start();
  }

  /** From now on it writes to that server. */
  public void writeTo(DatabaseServer next) {
    server = next;
    resting = false;
  }

  /** Stops writing; what is at work is finished first. */
  public synchronized void rest() {
    resting = true;
  }

  /** Where it writes. */
  public DatabaseServer server() {
    return server;
  }

  /** Waits until it has placed so many more orders. */
  public void awaitMore(int orders) throws InterruptedException {
    int wanted = placed.size() + orders;
    long end = System.nanoTime() + LIMIT.toNanos();
    while (placed.size() < wanted) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the application cannot write: " + last);
      }
      Thread.sleep(5);
    }
  }

  /** Places one order at a server, from the calling thread. */
  public void placeAt(DatabaseServer at) throws SQLException {
    try (Connection connection = login.at(at)) {
      connection.setAutoCommit(false);
      commit(connection, 0);
    }
  }

  /** The orders that were committed, at either server. */
  public Set<Placed> placed() {
    return placed;
  }

  /** How often a server has refused a write. */
  public long refused() {
    return refused.get();
  }

  private void work() {
    long number = 0;
    while (!over) {
      DatabaseServer at = server;
      if (resting) {
        sleep(2);
        continue;
      }
      try (Connection connection = login.at(at)) {
        connection.setAutoCommit(false);
        while (!over && at == server && !resting) {
          place(connection, ++number);
        }
      } catch (SQLException e) {
        last = e;
        refused.incrementAndGet();
        sleep(5);
      }
    }
  }

  /** One order, with a position, a change of the stock and now and then a cancellation. */
  private synchronized void place(Connection connection, long number) throws SQLException {
    if (!resting) {
      commit(connection, number);
    }
  }

  private void commit(Connection connection, long number) throws SQLException {
    String customer = "c" + number;
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO " + database + ".orders (customer, amount) VALUES (?, ?)",
                Statement.RETURN_GENERATED_KEYS);
        Statement sql = connection.createStatement()) {
      insert.setString(1, customer);
      insert.setLong(2, number % 100);
      insert.executeUpdate();
      var keys = insert.getGeneratedKeys();
      keys.next();
      long id = keys.getLong(1);
      sql.executeUpdate(
          "INSERT INTO " + database + ".item (order_id, line, what) VALUES (" + id + ", 1, 'x')");
      sql.executeUpdate(
          "UPDATE " + database + ".stock SET sold = sold + 1 WHERE id = " + number % 7);
      connection.commit();
      placed.add(new Placed(id, customer));
    }
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
}
