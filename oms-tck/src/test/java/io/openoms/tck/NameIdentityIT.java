package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openoms.MigrationPlan;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectSelection;
import io.openoms.PlannedObject;
import io.openoms.PrecheckItem;
import io.openoms.error.MigrationException;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.MySqlFamily;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Which names are one is for the server to say: the sink for targets, the source for the rules of a
 * project.
 */
class NameIdentityIT {

  private final DatabaseServer to = Servers.oceanBase().shared();
  private final String database = TestedPair.newName("named");

  @AfterEach
  void drop() {
    for (String suffix : List.of("", "_x", "_ano", "_año")) {
      to.execute("DROP DATABASE IF EXISTS `" + database + suffix + "`");
    }
  }

  @ParameterizedTest
  @MySqlFamily
  void namesThatAreOneAtTheSinkAreNamedAndNothingIsTouched(DatabaseServer from) throws Exception {
    try {
      create(from, database + ".ano", database + ".año", database + ".strase");
      create(from, database + ".straße", database + ".a", database + ".Ж");
      from.execute("CREATE VIEW " + database + ".`á` AS SELECT 1 AS x");
      String error = assertRefused(from, o -> o.include(database + ".*"));
      assertThat(error)
          .contains(database + ".ano and " + database + ".año, which are one name at the sink")
          .contains(database + ".strase and " + database + ".straße, which are one")
          .contains(database + ".a and " + database + ".á, which are one")
          .doesNotContain("Ж");

      MigrationResult result =
          TestedPair.run(
              project(
                  from,
                  o ->
                      o.include(database + ".*")
                          .map(database + ".año", database + ".year")
                          .map(database + ".straße", database + "_x.straße")
                          .map(database + ".á", database + ".view")));
      assertThat(result.isComplete()).as("%s", result.objects()).isTrue();
      try (Connection source = from.connect();
          Connection sink = to.connect()) {
        assertThat(TableDigest.rows(sink, database + ".year", "HEX(v)"))
            .isEqualTo(TableDigest.rows(source, database + ".`año`", "HEX(v)"));
        assertThat(TableDigest.rows(sink, database + ".ano", "HEX(v)"))
            .isEqualTo(TableDigest.rows(source, database + ".ano", "HEX(v)"));
      }
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  @Test
  void databasesThatAreOneAtTheSinkAreNamed() throws Exception {
    DatabaseServer from = Servers.mysql80().shared();
    try {
      create(from, database + "_ano.t", database + "_año.u");
      assertThat(
              assertRefused(from, o -> o.include(database + "_ano.*").include(database + "_año.*")))
          .contains("the databases " + database + "_ano and " + database + "_año are one name");
    } finally {
      from.execute("DROP DATABASE " + database + "_ano", "DROP DATABASE `" + database + "_año`");
    }
  }

  @Test
  void columnsAndKeysThatAreOneAtTheSinkAreTheTablesFault() throws Exception {
    DatabaseServer from = Servers.mysql80().shared();
    try {
      from.execute(
          "CREATE DATABASE " + database,
          "CREATE TABLE " + database + ".c (id INT PRIMARY KEY, ano INT, `año` INT)",
          "CREATE TABLE "
              + database
              + ".k (id INT PRIMARY KEY, x INT, y INT, UNIQUE `ano` (x), UNIQUE `año` (y))",
          "CREATE TABLE " + database + ".fine (id INT PRIMARY KEY)");
      Consumer<ObjectSelection.Builder> all = o -> o.include(database + ".*");
      MigrationPlan plan = project(from, all).plan();
      assertThat(plan.objects())
          .filteredOn(object -> !object.faults().isEmpty())
          .extracting(object -> object.source().name())
          .containsExactlyInAnyOrder("c", "k");
      assertThat(plan.objects())
          .flatExtracting(PlannedObject::faults)
          .allSatisfy(fault -> assertThat(fault).containsAnyOf("año", "ano"));
    } finally {
      from.execute("DROP DATABASE " + database);
    }
  }

  @Test
  void rulesAreComparedAsTheSourceComparesNames() throws Exception {
    DatabaseServer from = Servers.mariaDb().option("--lower-case-table-names=1").shared();
    String written = database.toUpperCase(Locale.ROOT);
    try {
      create(from, database + ".orders", database + ".tmp_1", database + ".Éa", database + ".log");
      Consumer<ObjectSelection.Builder> rules =
          o ->
              o.include(written + ".*")
                  .exclude(database + ".TMP_*", database + ".éA", database + ".nothing")
                  .map(database + ".LOG", database + ".Journal")
                  .where(written + ".Orders", "id > 1")
                  .columns(database + ".ORDERS", "v", "ID");
      MigrationPlan plan = project(from, rules).plan();
      assertThat(plan.precheck().items())
          .filteredOn(item -> item.check().equals("SELECTION"))
          .singleElement()
          .satisfies(
              item -> {
                assertThat(item.status()).isEqualTo(PrecheckItem.Status.WARNING);
                assertThat(item.cause()).contains("nothing").contains("matches none");
              });
      assertThat(plan.objects())
          .extracting(object -> object.source() + "=" + object.target().name())
          .containsExactlyInAnyOrder(database + ".orders=orders", database + ".log=Journal");
      assertThat(TestedPair.run(project(from, rules)).isComplete()).isTrue();
      try (Connection source = from.connect();
          Connection sink = to.connect()) {
        assertThat(TableDigest.rows(sink, database + ".orders", "*"))
            .isEqualTo(TableDigest.rows(source, database + ".orders WHERE id > 1", "v, id"));
      }
    } finally {
      from.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  private String assertRefused(DatabaseServer from, Consumer<ObjectSelection.Builder> objects)
      throws Exception {
    MigrationException planned =
        catchThrowableOfType(MigrationException.class, () -> project(from, objects).plan());
    MigrationResult result = TestedPair.run(project(from, objects));
    assertThat(planned.code().name()).isEqualTo("SELECTION_INVALID");
    assertThat(result.error().orElseThrow().getMessage()).isEqualTo(planned.getMessage());
    try (Connection sink = to.connect()) {
      assertThat(
              TableDigest.rows(
                  sink,
                  "information_schema.schemata WHERE schema_name LIKE '" + database + "%'",
                  "schema_name"))
          .isEmpty();
    }
    return planned.getMessage();
  }

  /** Each table holds its own name. */
  private static void create(DatabaseServer from, String... tables) {
    for (String table : tables) {
      int dot = table.indexOf('.');
      String database = table.substring(0, dot);
      String quoted = "`" + database + "`.`" + table.substring(dot + 1) + "`";
      from.execute(
          "CREATE DATABASE IF NOT EXISTS `" + database + "`",
          "CREATE TABLE " + quoted + " (id INT PRIMARY KEY, v VARCHAR(80) CHARACTER SET utf8mb4)",
          "INSERT INTO " + quoted + " VALUES (1, '" + table + "'), (2, 'x')");
    }
  }

  private MigrationProject project(DatabaseServer from, Consumer<ObjectSelection.Builder> objects) {
    return MigrationProject.builder(database)
        .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(objects)
        .phases(p -> p.schema().full())
        .build();
  }
}
