package io.openoms.tck;

import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/**
 * Changes definitions of some tables at random, by every kind of statement that is followed while a
 * table may be within its copy. Another thread may write to the same tables. One thread.
 */
final class RandomDefinitions implements AutoCloseable {

  /** The tables: one with generated columns, two for tools, two to be exchanged, one in parts. */
  static final List<String> TABLES = List.of("plain", "tool1", "tool2", "left1", "right1", "parts");

  private static final List<String> TOOLED = List.of("tool1", "tool2");
  private static final int ROWS = 200;
  private static final int PART = 1_000_000;

  private static final String EXCHANGE = "RENAME TABLE left1 TO x, right1 TO left1, x TO right1";

  /** What is done to a table. */
  private interface Kind {
    String statement(String table) throws SQLException;
  }

  private final DatabaseServer server;
  private final String database;
  private final Random random;
  private final List<String> tables;
  private final Connection connection;
  private final Statement sql;
  private final Map<String, Integer> counts = new TreeMap<>();
  private final AtomicReference<BiConsumer<String, Integer>> changed;
  private int next;

  /**
   * Changes of one database.
   *
   * @param tables the tables that are there; those that are made are added
   * @param changed where a tool that follows the log asks to be told of each row that is written
   */
  RandomDefinitions(
      DatabaseServer server,
      String database,
      long seed,
      List<String> tables,
      AtomicReference<BiConsumer<String, Integer>> changed)
      throws SQLException {
    this.server = server;
    this.database = database;
    this.random = new Random(seed);
    this.tables = tables;
    this.changed = changed;
    this.connection = server.connect();
    this.sql = connection.createStatement();
  }

  /** Makes the tables, with some rows. */
  void create() throws SQLException {
    sql.execute(
        "CREATE DATABASE " + database + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
    sql.execute("USE " + database);
    for (String table : TABLES) {
      String parted =
          table.equals("parts")
              ? " PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (100),"
                  + " PARTITION p1 VALUES LESS THAN (200), PARTITION p2 VALUES LESS THAN ("
                  + PART
                  + "))"
              : "";
      String more = table.equals("right1") ? ", w VARCHAR(30) DEFAULT 'w'" : "";
      sql.execute(
          "CREATE TABLE "
              + table
              + " (id INT PRIMARY KEY, a INT, b VARCHAR(10), c INT NOT NULL DEFAULT 5"
              + more
              + ", KEY by_a (a))"
              + parted);
      sql.execute(
          "INSERT INTO "
              + table
              + " (id, a, b) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE"
              + " i < "
              + ROWS
              + ") SELECT i, i, CONCAT('r', i) FROM n");
    }
  }

  /** The numbers that each kind was done. */
  Map<String, Integer> counts() {
    return counts;
  }

  /** One of the statements; what the server refuses has not happened. */
  void change() throws SQLException {
    sql.execute("USE " + database);
    String table = tables.get(random.nextInt(tables.size()));
    Map<String, Kind> kinds = kinds(table);
    List<String> names = List.copyOf(kinds.keySet());
    String name = names.get(random.nextInt(names.size()));
    String statement = kinds.get(name).statement(table);
    if (statement.isEmpty()) {
      return;
    }
    try {
      sql.execute(statement);
      counts.merge(name, 1, Integer::sum);
    } catch (SQLException e) {
      counts.merge(name + " refused by the source", 1, Integer::sum);
    }
  }

  private Map<String, Kind> kinds(String table) {
    Map<String, Kind> kinds = new TreeMap<>();
    kinds.put("add number", t -> alter(t) + "ADD COLUMN " + number() + place());
    kinds.put("add text", t -> alter(t) + "ADD COLUMN v" + next++ + " VARCHAR(20) DEFAULT 'x'");
    kinds.put("add two", t -> alter(t) + "ADD " + number() + ", ADD KEY (a)");
    kinds.put("drop column", t -> of(t, "[abnvr][0-9]*", "DROP COLUMN %s"));
    kinds.put("rename column", t -> of(t, "[abnvr][0-9]*", "RENAME COLUMN %s TO r" + next++));
    kinds.put("set default", t -> of(t, "n[0-9]+", "ALTER %s SET DEFAULT " + next++));
    kinds.put("widen number", t -> of(t, "a", "MODIFY %s BIGINT"));
    kinds.put("widen text", t -> of(t, "v[0-9]+", "MODIFY %s VARCHAR(" + (30 + next++) + ")"));
    kinds.put("move", t -> of(t, "a", "MODIFY %s BIGINT FIRST"));
    kinds.put("add index", t -> of(t, "[anr][0-9]*", "ADD INDEX i" + next++ + " (%s)"));
    kinds.put("unique index", t -> of(t, "n[0-9]+", "ADD UNIQUE u" + next++ + " (%s, id)"));
    kinds.put("create index", t -> "CREATE INDEX i" + next++ + " ON " + t + " (c)");
    kinds.put("drop index", this::dropIndex);
    kinds.put("comment", t -> alter(t) + "COMMENT 'number " + next++ + "'");
    kinds.put("force", t -> alter(t) + "FORCE");
    if (table.equals("plain")) {
      kinds.put("generated", t -> alter(t) + "ADD g" + next++ + " INT AS (c + 1)");
      kinds.put("stored", t -> alter(t) + "ADD g" + next++ + " INT AS (c * 2) STORED");
      kinds.put("like", this::like);
      kinds.put("truncate", t -> "TRUNCATE TABLE " + t);
    }
    if (table.equals("parts")) {
      kinds.put("empty partition", t -> alter(t) + "TRUNCATE PARTITION p1");
      kinds.put("add partition", this::addPartition);
    }
    if (table.equals("left1")) {
      kinds.put("exchange", t -> EXCHANGE);
    }
    return kinds;
  }

  private static String alter(String table) {
    return "ALTER TABLE " + table + " ";
  }

  private String number() {
    return "n" + next + " INT NOT NULL DEFAULT " + next++;
  }

  private String place() {
    return switch (random.nextInt(3)) {
      case 0 -> " FIRST";
      case 1 -> " AFTER id";
      default -> "";
    };
  }

  /** A clause on one of the columns of such a name; empty when there is none. */
  private String of(String table, String names, String clause) throws SQLException {
    List<String> found = new ArrayList<>();
    String query =
        "SELECT column_name FROM information_schema.columns WHERE table_schema = '"
            + database
            + "' AND table_name = '"
            + table
            + "' ORDER BY column_name";
    try (ResultSet rows = sql.executeQuery(query)) {
      while (rows.next()) {
        if (rows.getString(1).matches(names)) {
          found.add(rows.getString(1));
        }
      }
    }
    return found.isEmpty()
        ? ""
        : alter(table) + clause.formatted(found.get(random.nextInt(found.size())));
  }

  private String dropIndex(String table) throws SQLException {
    String query =
        "SELECT MIN(index_name) FROM information_schema.statistics WHERE table_schema = '"
            + database
            + "' AND table_name = '"
            + table
            + "' AND index_name <> 'PRIMARY'";
    try (ResultSet rows = sql.executeQuery(query)) {
      return rows.next() && rows.getString(1) != null
          ? "DROP INDEX " + rows.getString(1) + " ON " + table
          : "";
    }
  }

  private String addPartition(String table) {
    int number = ++next;
    return alter(table)
        + "ADD PARTITION (PARTITION q"
        + number
        + " VALUES LESS THAN ("
        + (PART + number)
        + "))";
  }

  /** One that joins by itself. */
  private String like(String table) throws SQLException {
    String made = "made" + next++;
    sql.execute("CREATE TABLE " + made + " LIKE " + table);
    tables.add(made);
    return "INSERT INTO " + made + " (id) VALUES (1), (2), (3)";
  }

  /** Two tables take each other's names, whatever has become of them. */
  void exchange() throws SQLException {
    sql.execute("USE " + database);
    sql.execute(EXCHANGE);
    counts.merge("exchange", 1, Integer::sum);
  }

  /** A whole run of a tool, while somebody writes; its table must not be within its copy. */
  void tool() throws Exception {
    OnlineTool.Kind[] kinds = OnlineTool.Kind.values();
    OnlineTool.Kind kind = kinds[random.nextInt(kinds.length)];
    String table = TOOLED.get(random.nextInt(TOOLED.size()));
    try (OnlineTool tool = new OnlineTool(kind, server, database, table, "ADD " + number())) {
      changed.set(
          (name, id) -> {
            if (name.equals(table)) {
              tool.changed(id);
            }
          });
      tool.run();
      counts.merge(kind.name(), 1, Integer::sum);
    } finally {
      changed.set((name, id) -> {});
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
