package io.openoms.tck;

import static io.openoms.testkit.ServerType.MARIADB;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectSelection;
import io.openoms.ObjectStatus;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A project whose selection changes between two runs. */
@WithServers
class ModificationIT {

  private final DatabaseServer from;
  private final DatabaseServer to;
  private String database = "";

  ModificationIT(@Server(MARIADB) DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) {
    this.from = from;
    this.to = to;
  }

  @BeforeEach
  void create() {
    database = from.createDatabase("modified");
    for (String table : List.of("one", "two")) {
      String name = database + "." + table;
      from.execute(
          "CREATE TABLE " + name + " (id INT PRIMARY KEY, v INT)",
          "INSERT INTO " + name + " VALUES (1, 10), (2, 20), (3, 30)");
    }
  }

  @AfterEach
  void drop() {
    from.execute("DROP DATABASE " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void addedObjectsJoinAndRemovedOnesLeaveTheProjectButNotTheTarget() throws Exception {
    assertThat(run(o -> o.include(database + ".one")).isComplete()).isTrue();
    from.execute("DELETE FROM " + database + ".one WHERE id = 1");

    MigrationResult result = run(o -> o.include(database + ".*"));
    assertThat(result.isComplete()).isTrue();
    assertThat(rows("one")).as("copied once").hasSize(3);
    assertThat(rows("two")).hasSize(3);

    assertThat(run(o -> o.include(database + ".two")).isComplete()).isTrue();
    assertThat(rows("one")).hasSize(3);
    assertThat(stored()).hasSize(1);
  }

  @Test
  void anotherTargetIsFilledFromTheStart() throws Exception {
    assertThat(run(o -> o.include(database + ".one")).isComplete()).isTrue();
    MigrationResult renamed =
        run(o -> o.include(database + ".one").map(database + ".one", database + ".renamed"));
    assertThat(renamed.isComplete()).isTrue();
    assertThat(rows("renamed")).hasSize(3);
    assertThat(stored()).hasSize(1);
  }

  @Test
  void aChangedFilterIsNamedAgainAndAgainUntilTheTableIsTakenOut() throws Exception {
    assertThat(run(o -> o.include(database + ".*")).isComplete()).isTrue();
    Consumer<ObjectSelection.Builder> filtered =
        o -> o.include(database + ".*").where(database + ".one", "id > 1");
    for (int i = 0; i < 2; i++) {
      MigrationResult changed = run(filtered);
      assertThat(changed.isComplete()).isFalse();
      assertThat(changed.objects())
          .filteredOn(o -> o.status() == ObjectStatus.FAILED)
          .singleElement()
          .satisfies(o -> assertThat(o.error().orElse("")).contains("SELECTION_CHANGED"));
    }
    assertThat(rows("one")).hasSize(3);

    assertThat(run(o -> o.include(database + ".two")).isComplete()).isTrue();
    to.execute("DROP TABLE " + database + ".one");
    assertThat(run(filtered).isComplete()).isTrue();
    assertThat(rows("one")).hasSize(2);
  }

  private MigrationResult run(Consumer<ObjectSelection.Builder> objects)
      throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder(database)
            .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
            .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
            .objects(objects)
            .phases(p -> p.schema().full())
            .build();
    MigrationResult result = TestedPair.run(project);
    assertThat(result.error()).isEmpty();
    return result;
  }

  private List<String> rows(String table) throws Exception {
    try (Connection connection = to.connect()) {
      return TableDigest.rows(connection, database + "." + table, "id, v");
    }
  }

  private List<String> stored() throws Exception {
    try (Connection connection = to.connect()) {
      return TableDigest.rows(
          connection, "oms_state.object WHERE project = '" + database + "'", "source_name");
    }
  }
}
