package io.openoms.tck;

import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.DeadLetter;
import io.openoms.IncrementalOptions;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.RunState;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.MySqlFamily;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * What the sink computes for rows that change is what the source has stored, in images of every
 * kind, or the row is named and nothing of its transaction stays.
 */
@WithServers
class GeneratedFollowIT {

  private final String database = TestedPair.newName("computed");
  @TempDir private Path spool;

  @ParameterizedTest
  @MySqlFamily(everyday = ServerType.MYSQL_97)
  void changedRowsAreComparedInImagesOfEveryKind(
      DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) throws Exception {
    try {
      create(from);
      assertCompletes(follow(from, to, i -> {}));
      for (String image : List.of("FULL", "NOBLOB", "MINIMAL")) {
        change(
            from,
            image,
            "UPDATE alike SET a = 2 * a + 1, k = CONCAT(k, 'z')",
            "UPDATE alike SET a = 11 WHERE id = 2",
            "UPDATE alike SET id = 5 WHERE id = 3",
            "UPDATE alike SET id = 3, w = '2024-12-31 23:59:59' WHERE id = 5",
            "INSERT INTO alike (id, k, a) VALUES (9, 'n', 90), (10, NULL, NULL)",
            "DELETE FROM alike WHERE id = 10",
            "REPLACE INTO alike (id, k, a) VALUES (9, 'r', 91)",
            "DELETE FROM alike WHERE id = 9",
            "UPDATE alike SET a = NULL WHERE id = 2",
            "UPDATE days SET o = 1 WHERE id = 1");
        assertCompletes(follow(from, to, i -> {}));
        new SqlComparison(from, to, database).assertSameRows("alike", "*");
        assertHandedOver(from, to, image, "UPDATE days SET s = '2024-01-01 01:00' WHERE id = 2");
        change(from, image, "UPDATE days SET s = NULL, o = 3 WHERE id = 2");
        assertCompletes(follow(from, to, i -> {}));
        assertHandedOver(
            from, to, image, "INSERT INTO days (id, s) VALUES (7, '2024-01-01 01:00')");
        to.execute("INSERT INTO " + database + ".days (id) VALUES (7)");
        change(from, image, "DELETE FROM days WHERE id > 6");
        assertCompletes(follow(from, to, i -> {}));
        assertThat(days(to)).isEqualTo(days(from));
      }
    } finally {
      drop(from, to);
    }
  }

  private void assertHandedOver(DatabaseServer from, DatabaseServer to, String image, String change)
      throws Exception {
    List<DeadLetter> letters = Collections.synchronizedList(new ArrayList<>());
    List<String> before = days(to);
    change(from, image, "SET time_zone = '+05:00'", change);
    assertCompletes(follow(from, to, i -> i.deadLetters(letters::add)));
    assertThat(letters)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.source()).isEqualTo(new ObjectName(database, "days"));
              assertThat(letter.cause()).contains("GENERATED_VALUE_DIFFERS");
            });
    assertThat(days(to)).isEqualTo(before);
  }

  /** The others go on; the table is made anew with an expression that gives the source's values. */
  @ParameterizedTest
  @MySqlFamily(everyday = ServerType.MYSQL_97)
  void anotherValueStopsByNameAndAnEditedStatementGoesOn(
      DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) throws Exception {
    try {
      create(from);
      assertCompletes(follow(from, to, i -> {}));
      List<String> before = days(to);
      change(
          from,
          "FULL",
          "SET time_zone = '+05:00'",
          "INSERT INTO days (id, s) VALUES (3, '2024-01-01 11:00'), (4, '2024-01-01 01:00')",
          "UPDATE days SET s = '2024-02-02 02:00' WHERE id = 2");
      for (int run = 0; run < 2; run++) {
        MigrationResult stopped = follow(from, to, i -> {});
        assertThat(stopped.state()).isEqualTo(RunState.FAILED);
        assertThat(stopped.error().orElseThrow().getMessage())
            .contains("GENERATED_VALUE_DIFFERS", database + ".days", "column d")
            .containsAnyOf("id = 2", "id = 4")
            .doesNotContain("2024");
        assertThat(days(to)).isEqualTo(before);
      }
      assertCompletes(TestedPair.run(project(from, to, "alike")));
      to.execute("DROP TABLE " + database + ".days");
      assertThat(TestedPair.run(project(from, to, "alike", "days")).objects())
          .filteredOn(object -> object.source().name().equals("days"))
          .allSatisfy(days -> assertThat(days.errorCode()).contains("GENERATED_VALUE_DIFFERS"));
      to.execute("DROP TABLE " + database + ".days");
      project(from, to, i -> {})
          .retry(
              new ObjectName(database, "days"),
              "CREATE TABLE %s.days (id INT PRIMARY KEY, s TIMESTAMP NULL, o INT,"
                      .formatted(database)
                  + " d DATE AS (DATE(DATE_ADD(s, INTERVAL 5 HOUR))) STORED)");
      assertCompletes(TestedPair.run(project(from, to, "alike", "days")));
      change(
          from,
          "MINIMAL",
          "SET time_zone = '+05:00'",
          "UPDATE days SET s = '2024-02-02 03:00' WHERE id = 4");
      assertCompletes(TestedPair.run(project(from, to, "alike", "days")));
      assertThat(days(to)).isEqualTo(days(from));
    } finally {
      drop(from, to);
    }
  }

  private void create(DatabaseServer from) {
    from.execute(
        "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
        "USE " + database,
        "CREATE TABLE alike (id INT PRIMARY KEY, k VARCHAR(9), a INT, d DOUBLE AS (a / 4) STORED,"
            + " t VARCHAR(40) AS (CONCAT(k, '-é-', a)) STORED, w DATETIME(3),"
            + " y DATE AS (DATE(w)) STORED, e DECIMAL(20, 6) AS (a * 1.25) STORED,"
            + " n INT AS (a + 1) STORED, v INT AS (a + 2) VIRTUAL, UNIQUE KEY (n))",
        "INSERT INTO alike (id, k, a, w) VALUES (1, 'a', 7, '2024-02-29 01:02:03.004'),"
            + " (2, 'b', NULL, NULL), (3, 'c', 9, '0001-01-01')",
        "CREATE TABLE days (id INT PRIMARY KEY, s TIMESTAMP NULL, o INT,"
            + " d DATE AS (DATE(s)) STORED)",
        "INSERT INTO days (id, s) VALUES (1, '2024-01-01 12:00:00'), (2, NULL)");
  }

  private List<String> days(DatabaseServer server) throws SQLException {
    try (Connection connection = server.connect()) {
      return TableDigest.rows(connection, database + ".days", "*");
    }
  }

  private void change(DatabaseServer from, String image, String... statements) throws SQLException {
    try (Connection connection = from.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("USE " + database);
      statement.execute("SET SESSION binlog_row_image = '" + image + "'");
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private MigrationResult follow(
      DatabaseServer from, DatabaseServer to, Consumer<IncrementalOptions.Builder> options)
      throws InterruptedException {
    return TestedPair.run(project(from, to, options));
  }

  private MigrationProject project(DatabaseServer from, DatabaseServer to, String... tables) {
    return MigrationProject.builder(database)
        .source(Accounts.source(from))
        .sink(Accounts.sink(to))
        .objects(o -> List.of(tables).forEach(table -> o.include(database + "." + table)))
        .phases(p -> p.schema().full().incremental(i -> i.untilCaughtUp().spoolDirectory(spool)))
        .build();
  }

  private MigrationProject project(
      DatabaseServer from, DatabaseServer to, Consumer<IncrementalOptions.Builder> options) {
    return Pairs.following(
        database,
        from,
        to,
        spool,
        i -> {
          i.untilCaughtUp();
          options.accept(i);
        });
  }

  private static void assertCompletes(MigrationResult result) {
    assertThat(result.isComplete()).as("%s", result).isTrue();
  }

  private void drop(DatabaseServer from, DatabaseServer to) {
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }
}
