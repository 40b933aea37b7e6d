package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.mysql.MySql;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers whose settings change what a session's statements give or do, all of them at once, on
 * both sides: limits of rows and times, isolation, quotes, zones, character sets.
 */
class HostileSettingsIT implements RoundTripContract {

  private static final List<String> NAMES =
      List.of("select", "a.b", "100%_", "中文 表", "what?", "semi;colon", "quote'", "\"double\"");

  @Override
  public TestedPair pair() {
    return Pairs.hostile(mariaDb());
  }

  /** On the everyday rung the other sources show the texts, and every type the settings. */
  @Override
  @Test
  @Thorough
  public void textOfEveryCharacterSetArrives() throws Exception {
    RoundTripContract.super.textOfEveryCharacterSetArrives();
  }

  /** Its databases are not in UTF-8 by themselves. */
  static ServerSpec mariaDb() {
    return Servers.mariaDb()
        .option("--character-set-server=latin1")
        .option("--collation-server=latin1_swedish_ci");
  }

  static Stream<ServerSpec> sources() {
    return Stream.of(Servers.mysql97().withServerDefaults(), mariaDb());
  }

  /** Copied in one long read each, while somebody writes what he takes back. */
  @ParameterizedTest
  @MethodSource("sources")
  void eachCommittedRowArrivesAndNoOther(ServerSpec source) throws Exception {
    TestedPair pair = Pairs.hostile(source);
    String database = TestedPair.newName("hostile");
    String tens = "(SELECT 0 n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4)";
    String many = tens + " a, " + tens + " b, " + tens + " c, " + tens + " d, " + tens + " e";
    pair.source()
        .server()
        .execute(
            "CREATE DATABASE " + database,
            "USE " + database,
            "CREATE TABLE many (id INT PRIMARY KEY, v INT)",
            "INSERT INTO many SELECT n, n FROM (SELECT"
                + " a.n + 5 * b.n + 25 * c.n + 125 * d.n + 625 * e.n AS n FROM "
                + many
                + ") ns",
            "CREATE TABLE keyless (v INT)",
            "INSERT INTO keyless SELECT id DIV 2 FROM many",
            "CREATE TABLE slow (id INT PRIMARY KEY)",
            "INSERT INTO slow SELECT id FROM many WHERE id < 20");
    try (Connection open = pair.source().server().connect();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("INSERT INTO " + database + ".many VALUES (100000, 0)");
      statement.execute("UPDATE " + database + ".many SET v = -1 WHERE id IN (1, 3124)");
      MigrationResult result =
          TestedPair.run(
              MigrationProject.builder(database)
                  .source(pair.source().endpoint())
                  .sink(pair.sink().endpoint())
                  .objects(
                      o -> o.include(database + ".*").where(database + ".slow", "SLEEP(0.02) = 0"))
                  .phases(p -> p.schema().full(f -> f.chunkRows(10_000)))
                  .build());
      open.rollback();
      assertThat(result.error()).isEmpty();
      assertThat(result.objects()).allSatisfy(o -> assertThat(o.error()).isEmpty());
      assertThat(count(pair.source().server(), database + ".many")).isEqualTo(3_125);
      for (String table : List.of("many", "keyless", "slow")) {
        pair.compare(database).assertSameRows(table, "*");
      }
    } finally {
      pair.drop(database);
    }
  }

  private static long count(DatabaseServer server, String table) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** A source does not cut a reader that is held back. */
  @Test
  void aReaderThatIsHeldBackIsWaitedFor() throws Exception {
    TestedPair pair = Pairs.hostile(Servers.mysql97().withServerDefaults());
    DatabaseServer from = pair.source().server();
    String database = TestedPair.newName("held");
    from.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".wide (id INT PRIMARY KEY, v LONGBLOB)",
        "INSERT INTO " + database + ".wide SELECT 1, REPEAT('x', 1000000)",
        "INSERT INTO " + database + ".wide SELECT id + 1, v FROM " + database + ".wide",
        "INSERT INTO " + database + ".wide SELECT id + 2, v FROM " + database + ".wide",
        "INSERT INTO " + database + ".wide SELECT id + 4, v FROM " + database + ".wide",
        "INSERT INTO " + database + ".wide SELECT id + 8, v FROM " + database + ".wide");
    try {
      MySql narrow =
          MySql.at(from.jdbcUrl())
              .credentials(from.user(), from.password())
              .property("tcpRcvBuf", "32768");
      MigrationResult result =
          TestedPair.run(
              MigrationProject.builder(database)
                  .source(narrow)
                  .sink(pair.sink().endpoint())
                  .objects(o -> o.include(database + ".*"))
                  .phases(p -> p.schema().full(f -> f.chunkRows(100).bytesPerSecond(4_000_000)))
                  .build());
      assertThat(result.objects()).allSatisfy(o -> assertThat(o.error()).isEmpty());
      pair.compare(database).assertSameRows("wide", "id, SHA2(v, 256)");
    } finally {
      pair.drop(database);
    }
  }

  @Test
  void namesOfEveryKindStayWhatTheyAre() throws Exception {
    TestedPair pair = pair();
    String database = TestedPair.newName("na.me% 中");
    List<String> statements = new ArrayList<>();
    statements.add("SET NAMES utf8mb4");
    statements.add("CREATE DATABASE " + quoted(database) + " CHARACTER SET utf8mb4");
    statements.add("USE " + quoted(database));
    for (String name : NAMES) {
      statements.add(
          "CREATE TABLE %1$s (%1$s INT PRIMARY KEY, `k.%2$s` VARCHAR(20) CHARACTER SET gbk)"
              .formatted(quoted(name), name));
      statements.add("INSERT INTO " + quoted(name) + " VALUES (1, 'it''s \\\\'), (2, NULL)");
    }
    try {
      pair.source().server().execute(statements.toArray(String[]::new));
      migrate(pair, database);
      SqlComparison sides = pair.compare(quoted(database));
      for (String name : NAMES) {
        sides.assertSameRows(quoted(name), "*");
      }
    } finally {
      pair.drop(quoted(database));
    }
  }

  private static void migrate(TestedPair pair, String database) throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder("names_" + database.hashCode())
            .source(pair.source().endpoint())
            .sink(pair.sink().endpoint())
            .objects(o -> o.include(quoted(database) + ".*"))
            .phases(p -> p.schema().full(f -> f.chunkRows(1)))
            .build();
    MigrationResult result = TestedPair.run(project);
    assertThat(result.error()).isEmpty();
    assertThat(result.objects()).hasSize(NAMES.size());
    assertThat(result.objects()).allSatisfy(o -> assertThat(o.error()).isEmpty());
  }

  private static String quoted(String name) {
    return "`" + name + "`";
  }
}
