package io.openoms.tck.tidb;

import static io.openoms.testkit.changefeed.OpenColumn.BINARY;
import static io.openoms.testkit.changefeed.OpenColumn.HANDLE;
import static io.openoms.testkit.changefeed.OpenColumn.NULLABLE;
import static io.openoms.testkit.changefeed.OpenColumn.PRIMARY;

import io.openoms.dialect.mysql.parse.CreateTableParser;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.TableDefinition;
import io.openoms.testkit.changefeed.FeedDelivery;
import io.openoms.testkit.changefeed.OpenColumn;
import io.openoms.testkit.changefeed.OpenMessage;
import io.openoms.testkit.changefeed.OpenMessage.Place;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Random transactions on two small tables, written to a delivery, and what the tables hold after
 * each of them. Keys move in chains, rows come and go within one transaction.
 */
final class FeedModel {

  static final TableDefinition A = table("a");
  static final TableDefinition B = table("b");

  private static final int KEYS = 12;

  private final Random random;
  private final FeedDelivery delivery;
  private final boolean onlyUpdated;
  private final Map<String, Map<Integer, String>> now =
      new TreeMap<>(Map.of("a", new TreeMap<>(), "b", new TreeMap<>()));

  /** By timestamps, what the tables hold afterwards. */
  final TreeMap<Long, String> states = new TreeMap<>();

  private long clock;
  private int value;

  FeedModel(long seed, FeedDelivery delivery, long clock) {
    this.random = new Random(seed);
    this.delivery = delivery;
    this.onlyUpdated = random.nextBoolean();
    this.clock = clock;
  }

  private static TableDefinition table(String name) {
    return CreateTableParser.parse(
        "CREATE TABLE "
            + name
            + " (k int NOT NULL, v varchar(20) CHARACTER SET utf8mb4, n int,"
            + " PRIMARY KEY (k))",
        "d");
  }

  static CapturedTable captured(TableDefinition table) {
    return new CapturedTable(1, table, Optional.empty(), table.columns());
  }

  static Place at(long timestamp, String table) {
    return new Place(timestamp, "d", table, OptionalLong.empty());
  }

  static List<OpenColumn> row(int key, String value) {
    int k = BINARY | HANDLE | PRIMARY;
    return List.of(
        OpenColumn.whole("k", 3, k, BigInteger.valueOf(key)),
        OpenColumn.text("v", 15, NULLABLE, value),
        OpenColumn.none("n", 3, NULLABLE | BINARY));
  }

  long clock() {
    return clock;
  }

  /** Some transactions, then a resolved event that leaves the last of them open at times. */
  void round() {
    int transactions = random.nextInt(6);
    for (int i = 0; i < transactions; i++) {
      clock += 1 + random.nextInt(1_000);
      transaction();
    }
    delivery.resolve(random.nextBoolean() ? clock : clock + 1);
    clock++;
  }

  /** All that was written is complete. */
  void end() {
    delivery.resolve(++clock);
    delivery.catchUp();
  }

  private void transaction() {
    Set<Integer> touched = new HashSet<>();
    int changes = 1 + random.nextInt(5);
    for (int i = 0; i < changes; i++) {
      String table = random.nextBoolean() ? "a" : "b";
      change(table, touched);
    }
    states.put(clock, now.toString());
  }

  private void change(String table, Set<Integer> touched) {
    Map<Integer, String> rows = now.get(table);
    int key = random.nextInt(KEYS);
    int other = random.nextInt(KEYS);
    int offset = table.equals("a") ? 0 : KEYS;
    if (!touched.add(key + offset)) {
      return;
    }
    String old = rows.get(key);
    String next = "v" + ++value;
    if (old == null) {
      rows.put(key, next);
      send(table, OpenMessage.insert(at(clock, table), row(key, next)));
    } else if (random.nextInt(4) == 0) {
      rows.remove(key);
      boolean keyOnly = random.nextBoolean();
      send(
          table,
          OpenMessage.delete(
              at(clock, table), keyOnly ? row(key, old).subList(0, 1) : row(key, old)));
    } else if (random.nextInt(3) == 0 && !rows.containsKey(other) && touched.add(other + offset)) {
      rows.remove(key);
      rows.put(other, next);
      move(table, key, old, other, next);
    } else {
      rows.put(key, next);
      update(table, row(key, old), row(key, next));
    }
  }

  /** As one update, or split as a changefeed does by default. */
  private void move(String table, int from, String old, int to, String next) {
    if (random.nextBoolean()) {
      update(table, row(from, old), row(to, next));
    } else {
      send(table, OpenMessage.delete(at(clock, table), row(from, old)));
      send(table, OpenMessage.insert(at(clock, table), row(to, next)));
    }
  }

  private void update(String table, List<OpenColumn> before, List<OpenColumn> after) {
    List<OpenColumn> told = new ArrayList<>(before);
    if (onlyUpdated) {
      told.removeIf(after::contains);
    }
    send(table, OpenMessage.update(at(clock, table), told, after));
  }

  private void send(String table, OpenMessage message) {
    delivery.row(table.hashCode(), message);
  }
}
