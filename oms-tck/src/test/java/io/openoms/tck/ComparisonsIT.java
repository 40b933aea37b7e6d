package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.PlainSession;
import io.openoms.testkit.Servers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The comparisons by which migrations are judged find what differs, on servers of any settings. */
class ComparisonsIT {

  private static final String DATABASE = TestedPair.newName("compared");
  private static final String COLUMNS = "id, i, f * 1e0, d, c, t, b, j, ts";
  private static final String[] TABLE = {
    "CREATE DATABASE " + DATABASE + " CHARACTER SET utf8mb4",
    "CREATE TABLE "
        + DATABASE
        + ".t (id INT, i INT, f FLOAT, d DOUBLE, c CHAR(5), t VARCHAR(20), b VARBINARY(20),"
        + " j JSON, ts TIMESTAMP NULL)",
  };
  private static final String[] ROWS = {
    "SET time_zone = '+00:00'",
    "DELETE FROM " + DATABASE + ".t",
    "INSERT INTO "
        + DATABASE
        + ".t VALUES (1, 7, 1.0000001, 0.1, 'x', 'text', 'bytes', '{\"a\": 1}', '2026-01-01'),"
        + " (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),"
        + " (3, 8, 2.5, 1e100, 'é', '', '', '[]', '2026-01-01'),"
        + " (4, 8, 2.5, 0, 'y', 'twice', NULL, NULL, NULL),"
        + " (4, 8, 2.5, 0, 'y', 'twice', NULL, NULL, NULL)"
  };
  private static final List<String> HOSTILE =
      List.of(
          "sql_select_limit = 2",
          "transaction_isolation = 'READ-UNCOMMITTED'",
          "max_execution_time = 60000",
          "sql_mode = 'PAD_CHAR_TO_FULL_LENGTH,NO_BACKSLASH_ESCAPES,ANSI_QUOTES'",
          "time_zone = '+05:00'",
          "character_set_results = binary",
          "character_set_connection = binary",
          "sql_big_selects = 0",
          "max_join_size = 1",
          "net_write_timeout = 1");

  private static final List<DatabaseServer> SERVERS =
      List.of(Servers.mysql97().shared(), Servers.oceanBase().shared());

  private final Map<DatabaseServer, List<String>> before = new HashMap<>();
  private final DatabaseServer source = SERVERS.get(0);
  private final DatabaseServer sink = SERVERS.get(1);
  private final SqlComparison sides = new SqlComparison(source, sink, DATABASE);

  @BeforeAll
  static void create() {
    for (DatabaseServer server : SERVERS) {
      server.execute(TABLE);
      server.execute(ROWS);
    }
  }

  @AfterAll
  static void drop() {
    SERVERS.forEach(server -> server.execute("DROP DATABASE " + DATABASE));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "a missing row; DELETE FROM t WHERE id = 2",
        "no row; DELETE FROM t",
        "a row too many; INSERT INTO t (id) VALUES (5)",
        "another value; UPDATE t SET i = 9 WHERE id = 1",
        "a row once; DELETE FROM t WHERE id = 4 LIMIT 1",
        "a row three times; INSERT INTO t SELECT * FROM t WHERE id = 4 LIMIT 1",
        "a row instead of its twin; UPDATE t SET id = 3 WHERE id = 4 LIMIT 1",
        "the last bit of a float; UPDATE t SET f = 1.00000012 * 1.0000001 WHERE id = 1",
        "the last bit of a double; UPDATE t SET d = 0.1 + 1.4e-17 WHERE id = 1",
        "the text of a number in JSON; UPDATE t SET j = '{\"a\": 1.0}' WHERE id = 1",
        "the kind of a number in JSON; UPDATE t SET j = '{\"a\": \"1\"}' WHERE id = 1",
        "JSON null for NULL; UPDATE t SET j = 'null' WHERE id = 2",
        "an empty text for NULL; UPDATE t SET t = '' WHERE id = 2",
        "NULL for an empty text; UPDATE t SET t = NULL WHERE id = 3",
        "NULL for no bytes; UPDATE t SET b = NULL WHERE id = 3",
        "zero for NULL; UPDATE t SET i = 0 WHERE id = 2",
        "case; UPDATE t SET t = 'Text' WHERE id = 1",
        "an accent; UPDATE t SET c = 'e' WHERE id = 3",
        "a space at the end; UPDATE t SET t = 'text ' WHERE id = 1",
        "a zero byte at the end; UPDATE t SET b = 'bytes\\0' WHERE id = 1",
        "an hour; UPDATE t SET ts = '2026-01-01 01:00:00' WHERE id = 1",
        "values swapped between columns; UPDATE t SET t = 'bytes', b = 'text' WHERE id = 1",
        "values swapped between rows; UPDATE t SET i = 15 - i WHERE i IS NOT NULL"
      })
  void aDifferenceIsFound(String name, String change) {
    List<String> statements = new ArrayList<>(List.of(ROWS));
    statements.addAll(List.of("USE " + DATABASE, change));
    sink.execute(statements.toArray(String[]::new));
    assertDifferent();
  }

  @ParameterizedTest(name = "source {0}, sink {1}")
  @CsvSource({"true,false", "false,true", "true,true"})
  void settingsOfTheServersHideNothing(boolean atSource, boolean atSink) throws Exception {
    sink.execute(ROWS);
    try (Connection writer = source.connect();
        Statement open = writer.createStatement()) {
      writer.setAutoCommit(false);
      open.execute("INSERT INTO " + DATABASE + ".t (id) VALUES (99)");
      if (atSource) {
        makeHostile(source);
      }
      if (atSink) {
        makeHostile(sink);
      }
      assertEqual();
      delete(sink, "id = 4 LIMIT 2");
      assertDifferent();
      writer.rollback();
    } finally {
      restore();
    }
  }

  /** What is pinned is read back, on a server whose operator has set the opposite. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void thePinsHold(boolean atSink) throws Exception {
    DatabaseServer server = atSink ? sink : source;
    try {
      makeHostile(server);
      try (Connection connection = server.connect();
          Statement statement = PlainSession.statement(connection);
          ResultSet row =
              statement.executeQuery(
                  "SELECT @@sql_select_limit, @@transaction_isolation, @@sql_mode, @@time_zone,"
                      + " @@max_execution_time, @@character_set_results, '{fn now()}'")) {
        row.next();
        assertThat(row.getString(1)).isEqualTo("9223372036854775807");
        assertThat(row.getString(2)).isEqualTo("REPEATABLE-READ");
        assertThat(row.getString(3)).isEmpty();
        assertThat(row.getString(4)).isEqualTo("+00:00");
        assertThat(row.getString(5)).isEqualTo("0");
        assertThat(row.getString(6)).isNull();
        assertThat(row.getString(7)).isEqualTo("{fn now()}");
      }
    } finally {
      restore();
    }
  }

  private void assertEqual() throws SQLException {
    sides.assertSameRows("t", COLUMNS);
    sides.assertSameMultiset("t", COLUMNS);
    sides.assertSameContent(List.of("t"));
  }

  private void assertDifferent() {
    assertThatThrownBy(() -> sides.assertSameRows("t", COLUMNS)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> sides.assertSameMultiset("t", COLUMNS))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Only at the s");
    assertThatThrownBy(() -> sides.assertSameContent(List.of("t")))
        .isInstanceOf(AssertionError.class);
  }

  private static void delete(DatabaseServer server, String where) {
    server.execute("DELETE FROM " + DATABASE + ".t WHERE " + where);
  }

  private void makeHostile(DatabaseServer server) throws SQLException {
    List<String> restoring = new ArrayList<>();
    before.put(server, restoring);
    try (Connection connection = server.connect();
        Statement statement = PlainSession.statement(connection)) {
      for (String setting : HOSTILE) {
        String name = setting.substring(0, setting.indexOf(' '));
        try (ResultSet now = statement.executeQuery("SHOW GLOBAL VARIABLES LIKE '" + name + "'")) {
          if (now.next()) {
            String value = now.getString(2);
            restoring.add(name + " = " + (value.matches("\\d+") ? value : "'" + value + "'"));
          }
        }
      }
      for (String setting : HOSTILE) {
        if (restoring.stream().anyMatch(r -> r.startsWith(setting.split(" ", -1)[0]))) {
          statement.execute("SET GLOBAL " + setting);
        }
      }
    }
  }

  private void restore() {
    before.forEach(
        (server, settings) ->
            server.execute(settings.stream().map(s -> "SET GLOBAL " + s).toArray(String[]::new)));
  }
}
