package io.openoms.tck;

import static io.openoms.testkit.ServerType.MYSQL_97;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.IncrementalOptions;
import io.openoms.MigrationResult;
import io.openoms.ObjectResult;
import io.openoms.ObjectStatus;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.MySqlFamily;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** Tables are followed whose storage engine logs each change of their rows; others are named. */
@WithServers
class EnginesFollowIT {

  @ParameterizedTest
  @MySqlFamily
  void aTableWhoseRowsStandElsewhereIsNotFollowed(
      DatabaseServer from, @Server(OCEANBASE) DatabaseServer to, @TempDir Path spool)
      throws Exception {
    String database = TestedPair.newName("engines");
    try {
      from.execute(
          "CREATE DATABASE " + database,
          "USE " + database,
          "CREATE TABLE one (id INT PRIMARY KEY, v INT) ENGINE = MyISAM",
          "CREATE TABLE two (id INT PRIMARY KEY, v INT) ENGINE = MyISAM",
          "CREATE TABLE parts (id INT PRIMARY KEY, v INT) ENGINE = MRG_MYISAM UNION = (one, two)"
              + " INSERT_METHOD = LAST",
          "CREATE TABLE own (id INT PRIMARY KEY, v INT) ENGINE = MyISAM",
          "CREATE TABLE short (id INT PRIMARY KEY, v INT) ENGINE = MEMORY",
          "INSERT INTO one VALUES (1, 1)",
          "INSERT INTO two VALUES (2, 2)");
      follow(database, from, to, spool);
      from.execute(
          "USE " + database,
          "INSERT INTO one VALUES (3, 3)",
          "INSERT INTO parts VALUES (4, 4)",
          "INSERT INTO own VALUES (6, 6)",
          "INSERT INTO short VALUES (7, 7)");
      MigrationResult result = follow(database, from, to, spool);
      assertThat(result.objects())
          .filteredOn(object -> List.of("one", "parts", "two").contains(object.source().name()))
          .hasSize(3)
          .allSatisfy(EnginesFollowIT::assertNamed);
      SqlComparison sides = new SqlComparison(from, to, database);
      for (String table : List.of("own", "short")) {
        sides.assertSameRows(table, "*");
      }
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database);
      to.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  /** Its rows go without an event of each. */
  @Test
  void aTableThatGetsAnEngineWithoutRowsStopsTheRunByName(
      @Server(MYSQL_97) DatabaseServer from,
      @Server(OCEANBASE) DatabaseServer to,
      @TempDir Path spool)
      throws Exception {
    String database = TestedPair.newName("engine");
    try (SteppedProject project = new SteppedProject(database, from, to, spool)) {
      from.execute(
          "CREATE DATABASE " + database,
          "CREATE TABLE " + database + ".t (id INT PRIMARY KEY)",
          "INSERT INTO " + database + ".t VALUES (1), (2)");
      assertThat(project.run("SFI", o -> o.include(database + ".*")).isComplete()).isTrue();
      MigrationResult result =
          project.runAt(
              "SFI",
              o -> o.include(database + ".*"),
              "ChangeLog.visible after",
              1,
              run -> from.execute("ALTER TABLE " + database + ".t ENGINE = BLACKHOLE"));
      assertThat(result.error().orElseThrow())
          .hasMessageContaining("DDL_NOT_FOLLOWED")
          .hasMessageContaining("BLACKHOLE");
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database);
      to.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  private static MigrationResult follow(
      String database, DatabaseServer from, DatabaseServer to, Path spool)
      throws InterruptedException {
    return TestedPair.run(
        Pairs.following(database, from, to, spool, IncrementalOptions.Builder::untilCaughtUp));
  }

  private static void assertNamed(ObjectResult object) {
    assertThat(object.status()).isEqualTo(ObjectStatus.NOT_SUPPORTED);
    assertThat(object.error().orElseThrow()).contains("CHANGES_UNFOLLOWABLE", "engine");
  }
}
