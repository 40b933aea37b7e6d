package io.openoms.testkit.sample;

import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;

/**
 * The shop's daily business: orders come with their items, are paid, shipped and sometimes taken
 * back, customers change, carts go. One thread of its own, from {@link #start} to {@link #end}; the
 * counters are for any thread.
 */
public final class ShopWriter extends SampleWriter<SQLException> {

  /** Some hundred transactions a second. */
  private static final long PAUSE_MILLIS = 2;

  private final DatabaseServer server;
  private final String database;
  private final long orders;
  private final Random random;
  private long nextOrder;

  private ShopWriter(DatabaseServer server, ShopSchema shop, long orders, long seed) {
    super(SQLException.class);
    this.server = server;
    this.database = shop.database();
    this.orders = orders;
    this.random = new Random(seed);
    this.nextOrder = 10_000_000L * (1 + Math.floorMod(seed, 100)) + orders;
  }

  /**
   * Begins to write.
   *
   * @param orders the number of orders that the shop was made with
   * @param seed for which changes are made; writers with other seeds (up to 100) place other orders
   */
  public static ShopWriter start(DatabaseServer server, ShopSchema shop, long orders, long seed) {
    ShopWriter writer = new ShopWriter(server, shop, orders, seed);
    writer.begin();
    return writer;
  }

  /** As {@link #close()}. */
  public void end() throws SQLException {
    close();
  }

  @Override
  protected void write() throws SQLException, InterruptedException {
    try (Connection connection = server.connect()) {
      connection.setAutoCommit(false);
      // A database is a catalog to the one driver, and a schema to the other.
      connection.setCatalog(database);
      connection.setSchema(database);
      while (goesOn()) {
        long changed = transaction(connection);
        connection.commit();
        done(changed);
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private long transaction(Connection connection) throws SQLException {
    return switch (random.nextInt(6)) {
      case 0, 1 -> order(connection);
      case 2 ->
          update(
              connection,
              "UPDATE orders SET status = 'shipped', total = total + 1 WHERE id = ?",
              anOrder());
      case 3 ->
          update(
              connection,
              "UPDATE customers SET balance = balance + 0.5, name = CONCAT('Ms ', id, ?) WHERE id = ?",
              random.nextInt(1000),
              anOrder() % 100 + 1);
      case 4 -> takeBack(connection, anOrder());
      default ->
          update(
              connection,
              "UPDATE inventory SET quantity = quantity - 1, checked_at = CURRENT_TIMESTAMP(3)"
                  + " WHERE product_id = ?",
              random.nextInt(50) + 1);
    };
  }

  private long order(Connection connection) throws SQLException {
    long id = nextOrder++;
    long done =
        update(
            connection,
            "INSERT INTO orders (id, customer_id, total, note, placed_at, flags)"
                + " VALUES (?, ?, 19.90, 'zur Tür 🚪', CURRENT_TIMESTAMP(3), b'101')",
            id,
            anOrder());
    for (int line = 1; line <= 3; line++) {
      done +=
          update(
              connection,
              "INSERT INTO order_items VALUES (?, ?, ?, ?, 6.50)",
              id,
              line,
              random.nextInt(50) + 1,
              line);
    }
    return done;
  }

  private long takeBack(Connection connection, long order) throws SQLException {
    return update(connection, "DELETE FROM order_items WHERE order_id = ? AND line > 1", order)
        + update(connection, "UPDATE orders SET status = 'returned' WHERE id = ?", order);
  }

  private long anOrder() {
    return 1 + (long) (random.nextDouble() * orders);
  }

  private static long update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }
}
