package io.openoms.tck;

import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * Changes of definitions of some tables, each with changes of rows before and after it. Every kind
 * that is followed is among them. One thread.
 */
public record DdlScript(DatabaseServer server, String database, List<String[]> all) {

  private static final List<String> TABLES = List.of("kept", "keys", "heap", "emptied", "typed");

  /** Table and statement of each. */
  private static final List<String[]> CHANGES =
      Stream.of(
              "kept: ALTER TABLE kept ADD COLUMN d INT NOT NULL DEFAULT 7",
              "kept: ALTER TABLE kept ADD e VARCHAR(20) CHARACTER SET latin1 FIRST,"
                  + " ADD f DATETIME(3) AFTER a, ADD KEY (f), ADD UNIQUE KEY (e)",
              "kept: ALTER TABLE kept DROP COLUMN a, DROP COLUMN f",
              "kept: ALTER TABLE kept CHANGE b bb VARCHAR(30) DEFAULT 'x' COMMENT 'it''s'",
              "kept: ALTER TABLE kept MODIFY bb VARCHAR(30) AFTER id, ADD g INT AS (c + d),"
                  + " ADD h INT AS (c + d) STORED",
              "kept: ALTER TABLE kept ADD ts TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP",
              "kept: ALTER TABLE kept ALTER c SET DEFAULT 9",
              "kept: ALTER TABLE kept ALTER d DROP DEFAULT, COMMENT 'new', ENGINE = InnoDB",
              "kept: ALTER TABLE kept ROW_FORMAT = DYNAMIC",
              "kept: ALTER TABLE kept DROP COLUMN d, DROP COLUMN g, DROP COLUMN h,"
                  + " ADD d BIGINT NOT NULL DEFAULT -1",
              "keys: CREATE UNIQUE INDEX by_b ON `keys` (b)",
              "keys: DROP INDEX by_a ON `keys`",
              "keys: ALTER TABLE `keys` ADD INDEX both_of (a, b(3)), ADD INDEX (c)",
              "keys: ALTER TABLE `keys` DROP COLUMN b, RENAME INDEX c TO by_c",
              "keys: ALTER TABLE `keys` DROP PRIMARY KEY, ADD PRIMARY KEY (id, c)",
              "keys: ALTER TABLE `keys` RENAME COLUMN a TO aa, ADD CONSTRAINT small_c"
                  + " CHECK (c < 1000000)",
              "heap: ALTER TABLE heap DROP PRIMARY KEY",
              "heap: ALTER TABLE heap ADD x INT DEFAULT 3",
              "heap: ALTER TABLE heap ADD PRIMARY KEY (id)",
              "emptied: TRUNCATE TABLE emptied",
              "emptied: ALTER TABLE emptied MODIFY id INT AUTO_INCREMENT",
              "emptied: TRUNCATE emptied",
              "typed: ALTER TABLE typed MODIFY a BIGINT",
              "typed: ALTER TABLE typed MODIFY b VARCHAR(200)",
              "typed: ALTER TABLE typed MODIFY b TEXT, ADD e ENUM('a', 'b') NOT NULL DEFAULT 'b'",
              "typed: ALTER TABLE typed MODIFY e ENUM('a', 'b', 'c') NOT NULL DEFAULT 'b'",
              "typed: ALTER TABLE typed ADD j JSON, ADD dt DATE, ADD x VARBINARY(10) DEFAULT 'a',"
                  + " ADD y DECIMAL(10, 2) NOT NULL, ADD s VARCHAR(5) NOT NULL",
              "typed: ALTER TABLE typed MODIFY y DECIMAL(14, 4) NOT NULL DEFAULT 1.5",
              "typed: ALTER TABLE typed DEFAULT CHARACTER SET latin1",
              "typed: ALTER TABLE typed ADD z VARCHAR(5)")
          .map(line -> line.split(": ", 2))
          .toList();

  /** Every kind that is followed from MySQL and MariaDB. */
  DdlScript(DatabaseServer server, String database) {
    this(server, database, CHANGES);
  }

  /**
   * Other changes of the same tables.
   *
   * @param lines each a table's name, a colon, and a statement
   */
  public static DdlScript of(DatabaseServer server, String database, List<String> lines) {
    return new DdlScript(
        server, database, lines.stream().map(line -> line.split(": ", 2)).toList());
  }

  /** Each change: the table's name and the statement. */
  List<String[]> changes() {
    return all.stream().map(change -> new String[] {change[0], ofItsServer(change[1])}).toList();
  }

  /** Makes the tables, with some rows. */
  public void create() {
    server.execute(
        "CREATE DATABASE " + database + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
    for (String table : TABLES) {
      server.execute(
          "USE " + database,
          "CREATE TABLE `"
              + table
              + "` (id INT PRIMARY KEY, a INT, b VARCHAR(10), c INT NOT NULL DEFAULT 5,"
              + " KEY by_a (a))",
          "INSERT INTO `" + table + "` VALUES (1, 1, 'one', 1), (2, 2, 'two', 2)");
    }
  }

  /** Makes every n-th half of the changes, such as the first of two. */
  public void run(int part, int parts) throws SQLException {
    int size = all.size() / parts;
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("USE " + database);
      for (int i = part * size; i < (part + 1) * size; i++) {
        String[] change = all.get(i);
        String table = "`" + change[0] + "`";
        write(statement, table, 100 + 10 * i);
        statement.execute(ofItsServer(change[1]));
        write(statement, table, 105 + 10 * i);
      }
    }
  }

  /** MariaDB's JSON is a text with a CHECK, at which following stops: {@code DdlFollowIT}. */
  private String ofItsServer(String change) {
    return server.version().contains("MariaDB") ? change.replace(" JSON", " LONGTEXT") : change;
  }

  /** What has no default gets the one that its type implies. */
  private static void write(Statement statement, String table, int id) throws SQLException {
    statement.execute("SET SESSION sql_mode = ''");
    statement.execute("INSERT INTO %s (id, c) VALUES (%d, %d)".formatted(table, id, id));
    statement.execute("INSERT INTO %s (id, c) VALUES (%d, %d)".formatted(table, id + 1, id + 1));
    statement.execute("UPDATE %s SET c = c + 1 WHERE id = %d OR id = 1".formatted(table, id));
    statement.execute("DELETE FROM %s WHERE id = %d".formatted(table, id + 1));
    statement.execute("SET SESSION sql_mode = @@GLOBAL.sql_mode");
  }

  /** All tables are equal at the sink, in their definitions and rows. */
  public void assertEqual(DatabaseServer sink, String... exceptions) throws SQLException {
    SqlComparison sides = new SqlComparison(server, sink, database);
    sides.assertSameDefinitions(exceptions);
    for (String table : TABLES) {
      sides.assertSameRows("`" + table + "`", "*");
    }
  }
}
