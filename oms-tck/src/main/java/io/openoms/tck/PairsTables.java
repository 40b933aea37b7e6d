package io.openoms.tck;

import java.util.List;

/** Many small rows: a composite text key, no key with equal rows, an empty table, a view. */
final class PairsTables {

  static final int ROWS = 10_000;

  static final List<String> NAMES = List.of("pairs", "keyless", "empty_one", "notes");

  private static final String DIGITS =
      "(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
          + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8"
          + " UNION ALL SELECT 9)";
  private static final String NUMBERS =
      String.format(
          "(SELECT p.d + 10 * q.d + 100 * r.d + 1000 * s.d AS n FROM %1$s p, %1$s q, %1$s r, %1$s s)"
              + " x",
          DIGITS);

  private PairsTables() {}

  /** Creates a database of that name with the tables, their rows and the view. */
  static String[] statements(String database) {
    return new String[] {
      "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
      "USE " + database,
      "CREATE TABLE pairs (a VARCHAR(20) NOT NULL, b INT NOT NULL, note VARCHAR(50),"
          + " PRIMARY KEY (a, b), KEY by_note (note))",
      "INSERT INTO pairs SELECT CONCAT('k', n % 7), n * 3, CONCAT('n', n) FROM " + NUMBERS,
      "CREATE TABLE keyless (n INT, note VARCHAR(10))",
      "INSERT INTO keyless SELECT n % 10, 'same' FROM " + NUMBERS,
      "CREATE TABLE empty_one (id INT PRIMARY KEY)",
      "CREATE VIEW notes AS SELECT note, COUNT(*) AS c FROM pairs GROUP BY note"
    };
  }
}
