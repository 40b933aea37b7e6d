package io.openoms.tck.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectName;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.tck.FingerprintedTable;
import io.openoms.tck.FloatsTable;
import io.openoms.tck.SqlComparison;
import io.openoms.tck.TestedPair;
import io.openoms.tck.ValueCases;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The types and character sets that TiDB has, at their edges. */
class TiDbCopyIT {

  private static final TestedPair PAIR = TiDbPair.any();

  /** The others hold nothing that utf8mb4 does not; latin1 stands in {@link TiDbSchemaIT}. */
  private static final List<String> SETS = List.of("utf8mb4", "utf8mb3", "ascii", "gbk");

  /** Rows at each edge of each type, and the fingerprints that the source computes of them. */
  @Test
  void everyEdgeOfEveryTypeArrivesAndHasItsFingerprint() throws Exception {
    String database = TestedPair.newName("edges");
    try {
      List<String> statements =
          new ArrayList<>(
              List.of(
                  "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
                  "USE " + database,
                  "SET NAMES utf8mb4",
                  "SET time_zone = '+00:00'",
                  "SET sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO'"));
      statements.addAll(ValueCases.statements());
      statements.addAll(FloatsTable.statements());
      statements.add(json());
      statements.add("INSERT INTO js VALUES (1, '{\"a\": [1, 2.5, null, \"é😀\"]}'), (2, NULL)");
      SETS.forEach(set -> statements.addAll(texts(set)));
      PAIR.source().server().execute(statements.toArray(String[]::new));

      PAIR.assertMigrates(database, 7);

      SqlComparison sides = PAIR.compare(database);
      for (String columns : ValueCases.columns()) {
        sides.assertSameRows(ValueCases.NAME, columns);
      }
      for (String set : SETS) {
        sides.assertSameRows("t_" + set, "id, HEX(CONVERT(v USING utf8mb4))");
      }
      sides.assertSameRows("js", "id, CAST(j AS CHAR)");
      assertSameFloats(database);
      assertFingerprints(database);
    } finally {
      PAIR.drop(database);
    }
  }

  private static String json() {
    return "CREATE TABLE js (id INT PRIMARY KEY, j JSON)";
  }

  private static List<String> texts(String set) {
    String table = "t_" + set;
    String text = set.equals("ascii") ? "plain" : set.equals("utf8mb4") ? "中文😀é" : "中文";
    return List.of(
        "CREATE TABLE " + table + " (id INT PRIMARY KEY, v VARCHAR(40)) CHARACTER SET " + set,
        "INSERT INTO " + table + " VALUES (1, '" + text + "'), (2, ''), (3, NULL), (4, 'a ?~')");
  }

  private static void assertSameFloats(String database) throws Exception {
    try (Connection source = PAIR.source().server().connect();
        Connection sink = PAIR.sink().server().connect()) {
      assertThat(FloatsTable.rows(sink, database)).isEqualTo(FloatsTable.rows(source, database));
    }
  }

  private static void assertFingerprints(String database) {
    EndpointOptions options = new EndpointOptions("prints", 3, "unused");
    try (EndpointSession session = PAIR.source().endpoint().open(options)) {
      List<String> tables = new ArrayList<>(List.of(ValueCases.NAME, FloatsTable.NAME, "js"));
      SETS.forEach(set -> tables.add("t_" + set));
      for (String table : tables) {
        FingerprintedTable prints = FingerprintedTable.of(session, new ObjectName(database, table));
        prints.assertAsRead();
        prints.digested().assertAsRead();
        prints.assertPartsAsRead();
      }
    }
  }
}
