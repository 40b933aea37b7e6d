package io.openoms.tck;

import java.util.List;

/**
 * Tables whose columns do something by themselves, and values that only old sessions could write.
 */
final class OddTables {

  /** A table and what of it is compared. */
  record Odd(String table, String compared) {}

  static final List<Odd> ALL =
      List.of(
          new Odd("labels", "id, e + 0, HEX(e), HEX(v)"),
          new Odd("keyless_labels", "e + 0, HEX(e), n"),
          new Odd("self_made", "id, a, v, s, HEX(made), changed, created"),
          new Odd("numbered", "id, v"),
          new Odd("texts", "id, HEX(j)"));

  private OddTables() {}

  /** The statements; MariaDB's JSON is at most 32 levels deep. */
  static List<String> statements(boolean mariaDb) {
    int depth = mariaDb ? 30 : 99;
    return List.of(
        "CREATE TABLE labels (id INT PRIMARY KEY, e ENUM('a','') NOT NULL, v VARCHAR(20),"
            + " u TIMESTAMP NULL ON UPDATE CURRENT_TIMESTAMP)",
        "INSERT IGNORE INTO labels (id, e, v) VALUES (1, 'a', 'x'), (2, '', 'y'), (3, 'no', 'z'),"
            + " (4, 0, 'it''s \\\\'), (5, 'a', NULL), (6, 0, NULL)",
        "CREATE TABLE keyless_labels (e ENUM('a','b'), n INT)",
        "INSERT IGNORE INTO keyless_labels VALUES ('no', 1), ('no', 1), ('a', 1), (NULL, 2)",
        "CREATE TABLE self_made (id INT PRIMARY KEY, a INT,"
            + " v INT GENERATED ALWAYS AS (a * 2) VIRTUAL,"
            + " s INT GENERATED ALWAYS AS (a + 1) STORED,"
            + " made VARCHAR(50) GENERATED ALWAYS AS (CONCAT('it''s ', a)) STORED,"
            + " changed TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,"
            + " created DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6))",
        "INSERT INTO self_made (id, a, changed, created) VALUES"
            + " (1, 10, '2001-02-03 04:05:06', '2001-02-03 04:05:06.789'),"
            + " (2, NULL, '2038-01-19 03:14:07', NULL)",
        "CREATE TABLE numbered (id INT AUTO_INCREMENT PRIMARY KEY, v INT)",
        "INSERT INTO numbered VALUES (0, 1), (-5, 2), (7, 3)",
        "CREATE TABLE texts (id INT PRIMARY KEY, j JSON)",
        "INSERT INTO texts VALUES (1, '[1, 1.0, -0.0, 0, 1e2, 1e15, 1e16, 1.5e300, 5e-324, 1e-7,"
            + " 123456789012345.6, 0.1, 18446744073709551615, -9223372036854775808,"
            + " 1.7976931348623157e308, 100000000000000000000]'),"
            + " (2, '\"\\\\u0000\\\\u001f\\\\\"\\\\\\\\/é中😀\\\\ud83d\\\\ude00\"'),"
            + " (3, '{\"aa\":1,\"b\":2,\"a\":3,\"\":4,\"ß\":5,\"B\":{\"k\":[],\"l\":{}}}'),"
            + " (4, 'null'), (5, 'true'), (6, '\"\"'), (7, NULL),"
            + " (8, CONCAT(REPEAT('[', "
            + depth
            + "), REPEAT(']', "
            + depth
            + "))),"
            + " (9, CONCAT(REPEAT('{\"a\":', "
            + depth
            + "), '1', REPEAT('}', "
            + depth
            + ")))");
  }
}
