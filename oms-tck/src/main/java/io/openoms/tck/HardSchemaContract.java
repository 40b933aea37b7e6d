package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationPlan;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.ObjectSelection;
import io.openoms.ObjectStatus;
import io.openoms.PlannedObject;
import io.openoms.SchemaOptions;
import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Tables, keys, constraints, partitions and views with everything that they may hold arrive, or
 * fail by name; seen by plain SQL and by how the sink behaves. For any source of MySQL's dialect
 * into OceanBase's kernel; a connector's test class implements this interface.
 */
public interface HardSchemaContract {

  /** Why the sink refuses a row. */
  int DUPLICATE = 1062;

  int CHECK_VIOLATED = 3819;
  int VIEW_CHECK_FAILED = 1369;

  /** The connectors under test; asked for by each test. */
  TestedPair pair();

  /** Everything that the sink can hold, in one database. */
  @Test
  default void whatTheSinkCanHoldArrives() throws Exception {
    TestedPair pair = pair();
    String database = TestedPair.newName("hard");
    try {
      HardTables.create(pair.source().server(), database);
      HardTables.fill(pair.source().server(), database);
      MigrationResult result = run(pair, o -> o.include(database + ".*"), s -> {});
      assertThat(result.error()).isEmpty();
      assertThat(result.objects())
          .hasSizeGreaterThan(20)
          .allSatisfy(object -> assertThat(object.error()).as(object.source().name()).isEmpty());
      SqlComparison sides = pair.compare(database);
      new HardSchemaChecks(pair, database).assertAll(sides, result);
    } finally {
      pair.drop(database);
    }
  }

  /** What cannot be held fails by name and cause, in the plan already; the others arrive. */
  @Test
  default void whatTheSinkCannotHoldFailsAloneAndByName() throws Exception {
    TestedPair pair = pair();
    String database = TestedPair.newName("cannot");
    DatabaseServer source = pair.source().server();
    boolean mariaDb = source.version().contains("MariaDB");
    try {
      source.execute(
          "CREATE DATABASE " + database,
          "USE " + database,
          "CREATE TABLE fine (id INT PRIMARY KEY)",
          "INSERT INTO fine VALUES (1)",
          "CREATE TABLE `tick``ed` (id INT PRIMARY KEY)",
          mariaDb
              ? "CREATE TABLE special (id INT PRIMARY KEY) WITH SYSTEM VERSIONING"
              : "CREATE TABLE special (id INT PRIMARY KEY, p POINT NOT NULL SRID 4326)",
          mariaDb
              ? "CREATE TABLE twins (id INT PRIMARY KEY, v VARCHAR(20) CHARACTER SET utf8mb4"
                  + " COLLATE utf8mb4_nopad_bin, UNIQUE KEY by_v (v))"
              : "CREATE TABLE twins (id INT PRIMARY KEY, v VARCHAR(20) CHARACTER SET utf8mb4"
                  + " COLLATE utf8mb4_0900_bin, UNIQUE KEY by_v (v))",
          "INSERT INTO twins VALUES (1, 'same'), (2, 'same '), (3, 'Same')");
      MigrationPlan plan = project(pair, o -> o.include(database + ".*"), s -> {}).plan();
      MigrationResult result = run(pair, o -> o.include(database + ".*"), s -> {});

      assertThat(planned(plan, database, "fine").faults()).isEmpty();
      assertThat(planned(plan, database, "tick`ed").faults())
          .anySatisfy(fault -> assertThat(fault).contains("tick`ed").contains("backtick"));
      assertThat(planned(plan, database, "special").faults())
          .anySatisfy(
              fault ->
                  assertThat(fault)
                      .contains(mariaDb ? "system versioning" : "column p")
                      .contains(mariaDb ? "" : "Spatial reference system"));
      assertThat(planned(plan, database, "twins").faults())
          .singleElement()
          .satisfies(
              fault ->
                  assertThat(fault)
                      .contains("by_v")
                      .contains("id = '1', v = 'same'")
                      .contains("id = '2', v = 'same '"));
      assertThat(plan.isRunnable()).isFalse();
      assertThat(result.isComplete()).isFalse();
      assertThat(object(result, database, "fine").status()).isEqualTo(ObjectStatus.COMPLETED);
      for (String name : List.of("tick`ed", "special", "twins")) {
        ObjectResult failed = object(result, database, name);
        assertThat(failed.status()).as(name).isEqualTo(ObjectStatus.NOT_SUPPORTED);
        assertThat(failed.error().orElseThrow())
            .contains(planned(plan, database, name).faults().get(0));
      }
      try (Connection sink = pair.sink().server().connect()) {
        assertThat(TableDigest.rows(sink, database + ".fine", "id")).hasSize(1);
        assertThat(
                TableDigest.rows(
                    sink,
                    "information_schema.tables WHERE table_schema = '" + database + "'",
                    "table_name"))
            .hasSize(1);
      }
    } finally {
      pair.drop(database);
    }
  }

  /** Keys that a looser collation would merge get one that keeps them apart; the caller's wins. */
  @Test
  default void collationsKeepKeysApart() throws Exception {
    TestedPair pair = pair();
    String database = TestedPair.newName("coll");
    DatabaseServer source = pair.source().server();
    try {
      source.execute(
          "CREATE DATABASE " + database,
          "USE " + database,
          table("emoji", "utf8mb4_unicode_520_ci"),
          table("words", "utf8mb4_unicode_ci"),
          table("exact", "utf8mb4_bin"),
          table("chosen", "utf8mb4_unicode_ci"),
          "INSERT INTO emoji VALUES (1, '😀'), (2, '😁')",
          "INSERT INTO words VALUES (1, 'Apfel'), (2, 'Birne')",
          "INSERT INTO exact VALUES (1, 'a'), (2, 'A')",
          "INSERT INTO chosen VALUES (1, 'x')");
      Consumer<SchemaOptions.Builder> options =
          s -> s.collation(database + ".chosen", "v", "utf8mb4_bin");
      MigrationResult result = run(pair, o -> o.include(database + ".*"), options);

      assertThat(result.isComplete()).as(String.valueOf(result.objects())).isTrue();
      assertThat(collation(pair, database, "emoji")).isEqualTo("utf8mb4_bin");
      assertThat(collation(pair, database, "words")).isEqualTo("utf8mb4_general_ci");
      assertThat(collation(pair, database, "exact")).isEqualTo("utf8mb4_bin");
      assertThat(collation(pair, database, "chosen")).isEqualTo("utf8mb4_bin");
      assertThat(object(result, database, "emoji").warnings())
          .anySatisfy(
              warning -> assertThat(warning).contains("utf8mb4_bin").contains("case counts"));
      for (String name : List.of("emoji", "words", "exact", "chosen")) {
        pair.compare(database).assertSameRows(name, "id, HEX(v)");
      }
    } finally {
      pair.drop(database);
    }
  }

  /** Views follow what they read into other databases and names; what else there is, is told. */
  @Test
  default void viewsFollowRenamedTablesInOrder() throws Exception {
    TestedPair pair = pair();
    String database = TestedPair.newName("views");
    String other = database + "_new";
    DatabaseServer source = pair.source().server();
    try {
      source.execute(
          "CREATE DATABASE " + database + " CHARACTER SET utf8mb4",
          "USE " + database,
          "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(10), p INT)",
          "CREATE TABLE s (id INT PRIMARY KEY)",
          "INSERT INTO t VALUES (1, 'it''s', 2), (2, 'b', NULL)",
          "INSERT INTO s VALUES (2), (3)",
          "CREATE VIEW z_base AS SELECT t.id AS `the id`, UPPER(name) AS n FROM t WHERE p > 0 OR p"
              + " IS NULL",
          "CREATE VIEW a_top AS SELECT z.`the id`, s.id FROM z_base z JOIN s ON z.`the id` = s.id"
              + " UNION SELECT 0, COUNT(*) FROM (SELECT id FROM t) d",
          "CREATE SQL SECURITY INVOKER VIEW m_check AS SELECT id, name FROM t WHERE id < 100 WITH"
              + " CASCADED CHECK OPTION",
          "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.p = 1",
          "CREATE PROCEDURE pr() SELECT 1",
          "CREATE FUNCTION fn() RETURNS INT DETERMINISTIC RETURN 1",
          "CREATE EVENT ev ON SCHEDULE EVERY 1 DAY DO SELECT 1",
          "CREATE TEMPORARY TABLE tmp (id INT)");
      Consumer<ObjectSelection.Builder> objects =
          o -> o.include(database + ".*=" + other + ".*").map(database + ".s", other + ".s2");
      MigrationPlan plan = project(pair, objects, s -> {}).plan();
      MigrationResult result = run(pair, objects, s -> {});

      assertThat(plan.objects().stream().map(object -> object.source().name()))
          .containsSubsequence("z_base", "a_top")
          .doesNotContain("tmp");
      assertThat(plan.notMigrated())
          .anySatisfy(other1 -> assertThat(other1).startsWith("trigger ").contains("tr"))
          .anySatisfy(other1 -> assertThat(other1).startsWith("procedure ").contains("pr"))
          .anySatisfy(other1 -> assertThat(other1).startsWith("function ").contains("fn"))
          .anySatisfy(other1 -> assertThat(other1).startsWith("event ").contains("ev"));
      assertThat(plan.precheck().items())
          .anySatisfy(
              item -> {
                assertThat(item.check()).isEqualTo("NOT_MIGRATED");
                assertThat(item.subject()).contains("event").contains("ev");
              });
      assertThat(result.isComplete()).as(String.valueOf(result.objects())).isTrue();
      assertThat(object(result, database, "t").warnings())
          .anySatisfy(warning -> assertThat(warning).contains("trigger tr"));
      assertThat(object(result, database, "m_check").warnings())
          .anySatisfy(warning -> assertThat(warning).contains("INVOKER"));
      try (Connection left = source.connect();
          Connection right = pair.sink().server().connect();
          Statement insert = right.createStatement()) {
        for (String view : List.of("z_base", "a_top", "m_check")) {
          assertThat(TableDigest.rows(right, other + "." + view, "*"))
              .as(view)
              .isEqualTo(TableDigest.rows(left, database + "." + view, "*"));
        }
        assertThat(
                TableDigest.rows(
                    right,
                    "information_schema.views WHERE table_schema = '"
                        + other
                        + "' AND view_definition LIKE '%"
                        + database
                        + "`%'",
                    "table_name"))
            .isEmpty();
        insert.execute("INSERT INTO " + other + ".m_check VALUES (50, 'x')");
        assertThat(
                refuses(
                    insert,
                    VIEW_CHECK_FAILED,
                    "INSERT INTO " + other + ".m_check VALUES (500, 'x')"))
            .isTrue();
      }
    } finally {
      pair.drop(database);
      pair.drop(other);
    }
  }

  private static String table(String name, String collation) {
    return "CREATE TABLE "
        + name
        + " (id INT PRIMARY KEY, v VARCHAR(20) CHARACTER SET utf8mb4 COLLATE "
        + collation
        + ", UNIQUE KEY by_v (v))";
  }

  private static String collation(TestedPair pair, String database, String table)
      throws SQLException {
    return HardSchemaChecks.text(
        pair.sink().server(),
        "SELECT collation_name FROM information_schema.columns WHERE table_schema = '"
            + database
            + "' AND table_name = '"
            + table
            + "' AND column_name = 'v'");
  }

  /** Whether the server refuses a statement, for that reason and no other. */
  static boolean refuses(Statement statement, int code, String sql) {
    try {
      statement.execute(sql);
      return false;
    } catch (SQLException refused) {
      assertThat(refused.getErrorCode()).as(sql + ": " + refused.getMessage()).isEqualTo(code);
      return true;
    }
  }

  private static MigrationProject project(
      TestedPair pair,
      Consumer<ObjectSelection.Builder> objects,
      Consumer<SchemaOptions.Builder> schema) {
    return MigrationProject.builder(TestedPair.newName("hard"))
        .source(pair.source().endpoint())
        .sink(pair.sink().endpoint())
        .objects(objects)
        .phases(p -> p.schema(schema).full())
        .build();
  }

  private static MigrationResult run(
      TestedPair pair,
      Consumer<ObjectSelection.Builder> objects,
      Consumer<SchemaOptions.Builder> schema)
      throws InterruptedException {
    return TestedPair.run(project(pair, objects, schema));
  }

  private static PlannedObject planned(MigrationPlan plan, String database, String name) {
    return plan.objects().stream()
        .filter(object -> object.source().equals(new ObjectName(database, name)))
        .findFirst()
        .orElseThrow();
  }

  private static ObjectResult object(MigrationResult result, String database, String name) {
    return result.objects().stream()
        .filter(object -> object.source().equals(new ObjectName(database, name)))
        .findFirst()
        .orElseThrow();
  }
}
