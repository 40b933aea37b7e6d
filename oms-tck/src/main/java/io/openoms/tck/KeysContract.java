package io.openoms.tck;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables with keys of every kind are cut into small chunks, and every row arrives once, and so do
 * the changes of each. For any source of MySQL's dialect; a connector's test class implements this
 * interface and so runs its tests.
 */
public interface KeysContract {

  /** The connectors under test; asked for by each test. */
  TestedPair pair();

  /** Chunks of three rows, so that each edge of a type is a chunk's bound somewhere. */
  @Test
  default void everyRowOfEveryKindOfKeyArrivesOnce() throws Exception {
    TestedPair pair = pair();
    String database = TestedPair.newName("keys");
    try {
      execute(
          pair,
          database,
          KeyTables.statements(isMariaDb(pair)),
          "CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
      pair.assertMigrates(database, 3);
      assertSameRows(pair, database);
    } finally {
      pair.drop(database);
    }
  }

  /** Rows are changed, deleted and written again, each in the window of its key's own kind. */
  @Test
  default void changesOfRowsWithEveryKindOfKeyAreFollowed(@TempDir Path spool) throws Exception {
    TestedPair pair = pair();
    String database = TestedPair.newName("keychanges");
    boolean mariaDb = isMariaDb(pair);
    try {
      execute(
          pair,
          database,
          KeyTables.statements(mariaDb),
          "CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
      pair.assertFollows(database, spool);

      changeEach(pair, database, table -> "UPDATE " + table + " SET n = n + 100 WHERE n % 2 = 0");
      changeEach(pair, database, table -> "DELETE FROM " + table + " WHERE n % 3 = 0");
      pair.assertFollows(database, spool);
      assertSameRows(pair, database);

      changeEach(pair, database, table -> "DELETE FROM " + table);
      execute(pair, database, KeyTables.rows(mariaDb));
      changeEach(pair, database, table -> "UPDATE " + table + " SET n = -n WHERE n % 5 = 0");
      pair.assertFollows(database, spool);
      assertSameRows(pair, database);
    } finally {
      pair.drop(database);
    }
  }

  private static boolean isMariaDb(TestedPair pair) {
    return pair.source().server().version().contains("MariaDB");
  }

  private static void changeEach(TestedPair pair, String database, UnaryOperator<String> change) {
    execute(pair, database, KeyTables.names(isMariaDb(pair)).stream().map(change).toList());
  }

  private static void execute(
      TestedPair pair, String database, List<String> statements, String... before) {
    List<String> all = new ArrayList<>(List.of(before));
    all.addAll(
        List.of(
            "USE " + database,
            "SET NAMES utf8mb4",
            "SET time_zone = '+00:00'",
            "SET sql_mode = 'ALLOW_INVALID_DATES'"));
    all.addAll(statements);
    pair.source().server().execute(all.toArray(String[]::new));
  }

  private static void assertSameRows(TestedPair pair, String database) throws SQLException {
    SqlComparison sides = pair.compare(database);
    for (String table : KeyTables.names(isMariaDb(pair))) {
      sides.assertSameRows(table, "n, " + KeyTables.compared(table));
    }
  }
}
