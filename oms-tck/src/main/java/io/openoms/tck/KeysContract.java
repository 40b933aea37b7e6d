package io.openoms.tck;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tables with keys of every kind are cut into small chunks, and every row arrives once; names of
 * every kind stay what they are. For any source of MySQL's dialect; a connector's test class
 * implements this interface and so runs its tests.
 */
public interface KeysContract {

  /** The connectors under test; asked for by each test. */
  TestedPair pair();

  /** Chunks of three rows, so that each edge of a type is a chunk's bound somewhere. */
  @Test
  default void everyRowOfEveryKindOfKeyArrivesOnce() throws Exception {
    TestedPair pair = pair();
    String database = TestedPair.newName("keys");
    boolean mariaDb = pair.source().server().version().contains("MariaDB");
    try {
      List<String> statements =
          new ArrayList<>(
              List.of(
                  "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
                  "USE " + database,
                  "SET NAMES utf8mb4",
                  "SET time_zone = '+00:00'",
                  "SET sql_mode = 'ALLOW_INVALID_DATES'"));
      statements.addAll(KeyTables.statements(mariaDb));
      pair.source().server().execute(statements.toArray(String[]::new));
      pair.assertMigrates(database, 3);
      SqlComparison sides = pair.compare(database);
      for (String table : KeyTables.names(mariaDb)) {
        sides.assertSameRows(table, "n, " + KeyTables.compared(table));
      }
    } finally {
      pair.drop(database);
    }
  }
}
