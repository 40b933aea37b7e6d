package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectResult;
import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Values of every type, with all their edges, are at the sink what they are at the source: compared
 * by plain SQL. For any source of MySQL's dialect; a connector's test class implements this
 * interface and so runs its tests.
 */
public interface RoundTripContract {

  /** The connectors under test; asked for by each test. */
  TestedPair pair();

  /** Each type's edge values; floating-point numbers to the bit. */
  @Test
  default void everyEdgeOfEveryTypeArrives() throws Exception {
    TestedPair pair = pair();
    String database = TestedPair.newName("edges");
    try {
      List<String> statements = new ArrayList<>(prepared(database));
      statements.addAll(ValueCases.statements());
      statements.addAll(FloatsTable.statements());
      statements.addAll(ShapesTable.statements());
      statements.addAll(OddTables.statements(pair.source().server().version().contains("MariaDB")));
      create(pair.source().server(), statements);

      pair.assertMigrates(database, 7);

      SqlComparison sides = pair.compare(database);
      for (String columns : ValueCases.columns()) {
        sides.assertSameRows(ValueCases.NAME, columns);
      }
      sides.assertSameRows(ShapesTable.NAME, ShapesTable.compared());
      for (OddTables.Odd odd : OddTables.ALL) {
        sides.assertSameRows(odd.table(), odd.compared());
      }
      try (Connection source = pair.source().server().connect();
          Connection sink = pair.sink().server().connect()) {
        assertThat(FloatsTable.rows(sink, database)).isEqualTo(FloatsTable.rows(source, database));
      }
    } finally {
      pair.drop(database);
    }
  }

  /** Text of every character set that the source has. */
  @Test
  default void textOfEveryCharacterSetArrives() throws Exception {
    TestedPair pair = pair();
    String database = TestedPair.newName("sets");
    try {
      List<String> sets = CharacterSetTables.sets(pair.source().server());
      List<String> statements = new ArrayList<>(prepared(database));
      sets.forEach(set -> statements.addAll(CharacterSetTables.statements(set)));
      create(pair.source().server(), statements);

      pair.assertMigrates(database, 5);

      SqlComparison sides = pair.compare(database);
      for (String set : sets) {
        sides.assertSameRows(CharacterSetTables.table(set), CharacterSetTables.columns());
      }
    } finally {
      pair.drop(database);
    }
  }

  /** What the sink cannot hold fails its table by key, column and cause; the others arrive. */
  @Test
  default void whatCannotBeHeldIsNamed() throws Exception {
    TestedPair pair = pair();
    String database = TestedPair.newName("unheld");
    try {
      List<String> statements = new ArrayList<>(prepared(database));
      statements.addAll(UnheldTables.statements(pair.source().server()));
      create(pair.source().server(), statements);

      List<ObjectResult> results = pair.migrate(database, 0).objects();

      for (UnheldTables.Unheld table : UnheldTables.of(pair.source().server())) {
        assertThat(results)
            .filteredOn(result -> result.source().name().equals(table.name()))
            .singleElement()
            .satisfies(
                result -> assertThat(result.error().orElse("")).contains(table.errorParts()));
      }
      pair.compare(database).assertSameRows("good", "*");
    } finally {
      pair.drop(database);
    }
  }

  private static List<String> prepared(String database) {
    return List.of(
        "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
        "USE " + database,
        "SET NAMES utf8mb4",
        "SET time_zone = '+00:00'",
        "SET sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO'");
  }

  private static void create(DatabaseServer server, List<String> statements) {
    server.execute(statements.toArray(String[]::new));
  }
}
