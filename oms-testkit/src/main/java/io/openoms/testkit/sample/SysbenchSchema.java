package io.openoms.testkit.sample;

import io.openoms.testkit.DatabaseServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The tables {@code sbtest1…n} of the benchmark program sysbench, with rows of its shape (about 190
 * bytes), the same each time. Immutable and thread-safe.
 */
public final class SysbenchSchema {

  private final String database;
  private final int tables;
  private final long rows;

  private SysbenchSchema(String database, int tables, long rows) {
    this.database = database;
    this.tables = tables;
    this.rows = rows;
  }

  /**
   * Tables in a database of that name.
   *
   * @param database lower-case letters, digits, underscores
   * @param tables how many tables, 1 or more
   * @param rows rows of each table, 1 or more
   */
  public static SysbenchSchema of(String database, int tables, long rows) {
    if (!database.matches("[a-z0-9_]{1,64}") || tables < 1 || rows < 1) {
      throw new IllegalArgumentException(
          "Not a plain name and numbers: " + database + ", " + tables + ", " + rows);
    }
    return new SysbenchSchema(database, tables, rows);
  }

  /** Creates the database with all tables and rows. Blocks, some ten seconds for a million rows. */
  public void create(DatabaseServer server) {
    List<String> sql = new ArrayList<>();
    sql.add("CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
    sql.add("USE " + database);
    for (int i = 1; i <= tables; i++) {
      sql.add(
          "CREATE TABLE sbtest"
              + i
              + " (id INT NOT NULL AUTO_INCREMENT, k INT NOT NULL DEFAULT 0,"
              + " c CHAR(120) NOT NULL DEFAULT '', pad CHAR(60) NOT NULL DEFAULT '',"
              + " PRIMARY KEY (id), KEY k_"
              + i
              + " (k))");
      sql.add("INSERT INTO sbtest" + i + " (id, k, c, pad) VALUES (1, 1, 'x', 'y')");
      for (long n = 1; n < rows; n *= 2) {
        sql.add(doubled(i, n));
      }
    }
    server.execute(sql.toArray(String[]::new));
  }

  /** Rows n+1 to 2n out of rows 1 to n. */
  private String doubled(int table, long n) {
    String next = "(id + " + n + ")";
    return "INSERT INTO sbtest"
        + table
        + " (id, k, c, pad) SELECT "
        + next
        + ", 1 + "
        + next
        + " * 7919 % "
        + rows
        + ", "
        + groups(next, 10)
        + ", "
        + groups(next, 5)
        + " FROM sbtest"
        + table
        + " WHERE id + "
        + n
        + " <= "
        + rows;
  }

  /** Groups of eleven digits with dashes between. */
  private static String groups(String seed, int count) {
    List<String> groups =
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> "LPAD(CRC32(" + seed + " * " + i + "), 11, '" + i % 10 + "')")
            .toList();
    return "CONCAT_WS('-', " + String.join(", ", groups) + ")";
  }

  /** The database's name. */
  public String database() {
    return database;
  }

  /** The tables' names, in order. */
  public List<String> tables() {
    return IntStream.rangeClosed(1, tables).mapToObj(i -> "sbtest" + i).toList();
  }
}
