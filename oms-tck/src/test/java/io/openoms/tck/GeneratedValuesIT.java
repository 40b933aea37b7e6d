package io.openoms.tck;

import static io.openoms.testkit.ServerType.MYSQL_97;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationPlan;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectResult;
import io.openoms.ObjectStatus;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.MySqlFamily;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What the sink computes by itself is what the source has stored, or fails its table. */
@WithServers
class GeneratedValuesIT {

  @ParameterizedTest
  @MySqlFamily
  void anotherValueOfAnExpressionFailsItsTableAlone(
      DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) throws Exception {
    String database = TestedPair.newName("generated");
    try {
      from.execute(
          "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
          "USE " + database,
          "CREATE TABLE alike (k VARCHAR(9), n INT, a INT, d DOUBLE AS (a / 4) STORED,"
              + " t VARCHAR(20) AS (CONCAT(k, '-é-', a)) STORED, y DATE AS (DATE(w)) STORED,"
              + " e DECIMAL(20, 6) AS (a * 1.25) STORED, w DATETIME(3), PRIMARY KEY (n, k))",
          "INSERT INTO alike (k, n, a, w) VALUES ('a', 1, 7, '2024-02-29 01:02:03.004'),"
              + " ('b', 1, NULL, NULL), ('a', 2, -7, '0001-01-01')",
          "CREATE TABLE thirds (id INT PRIMARY KEY, i INT, t DECIMAL(65, 20) AS (i / 3) STORED)",
          "INSERT INTO thirds (id, i) VALUES (1, 3), (2, 10)",
          "SET time_zone = '+05:00'",
          "CREATE TABLE days (id INT PRIMARY KEY, s TIMESTAMP NULL, d DATE AS (DATE(s)) STORED)",
          "INSERT INTO days (id, s) VALUES (1, '2024-01-01 12:00:00'), (2, '2024-01-01 01:00:00')");
      MigrationResult result =
          TestedPair.run(Pairs.project(database, from, to).phases(p -> p.schema().full()).build());
      assertThat(result.error()).isEmpty();
      assertThat(object(result, "alike").error()).isEmpty();
      new SqlComparison(from, to, database).assertSameRows("alike", "*");
      if (from.version().startsWith("9.")) {
        assertNamed(object(result, "thirds"), "column t", "row id = 2");
      } else {
        // Older servers divide as the sink does.
        assertThat(object(result, "thirds").error()).isEmpty();
        new SqlComparison(from, to, database).assertSameRows("thirds", "*");
      }
      assertNamed(object(result, "days"), "column d", "row id = 2");
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database);
      to.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  /** They hold no values: what they judge otherwise is refused, and whatever arrives is exact. */
  @Test
  void aCheckOrUniqueKeyThatTheSinkComputesOtherwiseFailsItsTableAlone(
      @Server(MYSQL_97) DatabaseServer from, @Server(OCEANBASE) DatabaseServer to)
      throws Exception {
    String database = TestedPair.newName("judged");
    try {
      from.execute(
          "CREATE DATABASE " + database,
          "USE " + database,
          "CREATE TABLE checked (id INT PRIMARY KEY, i INT, CONSTRAINT c CHECK (i / 3 <= 3.3333))",
          "INSERT INTO checked VALUES (1, 3), (2, 10)",
          "CREATE TABLE apart (id INT PRIMARY KEY, w DATETIME(3),"
              + " UNIQUE KEY k ((CAST(w AS SIGNED))))",
          "INSERT INTO apart VALUES (1, '2024-01-01 00:00:01.400'), (2, '2024-01-01 00:00:01.600')",
          "CREATE TABLE found (id INT PRIMARY KEY, i INT, KEY k ((i / 3)))",
          "INSERT INTO found VALUES (1, 3), (2, 10)");
      MigrationResult result =
          TestedPair.run(Pairs.project(database, from, to).phases(p -> p.schema().full()).build());
      assertThat(result.error()).isEmpty();
      assertThat(object(result, "checked").error().orElseThrow()).contains("id = 2");
      assertThat(object(result, "apart").error().orElseThrow()).contains("apart");
      assertThat(object(result, "found").error()).isEmpty();
      new SqlComparison(from, to, database).assertSameRows("found", "*");
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database);
      to.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  /** A filter is evaluated in UTC, and the plan says so where it matters. */
  @ParameterizedTest
  @MySqlFamily
  void aFilterThatDependsOnTheZoneIsTold(DatabaseServer from, @Server(OCEANBASE) DatabaseServer to)
      throws Exception {
    String database = TestedPair.newName("zone");
    try {
      from.execute(
          "CREATE DATABASE " + database,
          "CREATE TABLE " + database + ".stamps (id INT PRIMARY KEY, made TIMESTAMP NULL)",
          "CREATE TABLE " + database + ".plain (id INT PRIMARY KEY, made DATETIME)");
      MigrationProject project =
          Pairs.project(database, from, to)
              .objects(
                  o ->
                      o.where(database + ".stamps", "made >= '2024-01-01'")
                          .where(database + ".plain", "made >= '2024-01-01'"))
              .phases(p -> p.schema().full())
              .build();
      MigrationPlan plan = project.plan();
      assertThat(plan.objects())
          .allSatisfy(
              planned ->
                  assertThat(
                          planned.conversions().stream()
                              .filter(notice -> notice.contains("+00:00"))
                              .toList())
                      .hasSize(planned.source().name().equals("stamps") ? 1 : 0));
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database);
      to.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  /** What nobody compares is told before anything is made. */
  @ParameterizedTest
  @MySqlFamily
  void valuesThatAreNotComparedAreTold(DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) {
    String database = TestedPair.newName("uncompared");
    try {
      from.execute(
          "CREATE DATABASE " + database,
          "USE " + database,
          "CREATE TABLE loose (a INT, g INT AS (a + 1) STORED, v INT AS (a + 2) VIRTUAL)",
          "CREATE TABLE keyed (id INT PRIMARY KEY, a INT, g INT AS (a + 1) STORED)",
          "CREATE TABLE looked (id INT PRIMARY KEY, a INT, v INT AS (a + 2) VIRTUAL,"
              + " w INT AS (a + 3) VIRTUAL, UNIQUE KEY (v), KEY (w))");
      MigrationPlan plan =
          Pairs.project(database, from, to).phases(p -> p.schema().full()).build().plan();
      assertThat(uncompared(plan, "loose")).singleElement().asString().contains("computes g;");
      assertThat(uncompared(plan, "keyed")).isEmpty();
      assertThat(uncompared(plan, "looked")).singleElement().asString().contains("computes v when");
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  private static List<String> uncompared(MigrationPlan plan, String table) {
    return plan.objects().stream()
        .filter(planned -> planned.source().name().equals(table))
        .flatMap(planned -> planned.conversions().stream())
        .filter(notice -> notice.contains("are not compared"))
        .toList();
  }

  private static void assertNamed(ObjectResult object, String column, String row) {
    assertThat(object.status()).isEqualTo(ObjectStatus.FAILED);
    assertThat(object.error().orElseThrow())
        .contains("GENERATED_VALUE_DIFFERS")
        .contains(column)
        .contains(row)
        .contains("retry with an edited statement");
  }

  private static ObjectResult object(MigrationResult result, String name) {
    return result.objects().stream()
        .filter(object -> object.source().name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
