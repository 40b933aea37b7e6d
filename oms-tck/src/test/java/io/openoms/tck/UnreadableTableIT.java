package io.openoms.tck;

import static io.openoms.testkit.ServerType.MYSQL_80;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.PlannedObject;
import io.openoms.mysql.MySql;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The account sees one table by some of its columns alone, so the server shows neither its
 * definition nor its rows. The other tables and views are copied and followed.
 */
@WithServers
class UnreadableTableIT {

  private final DatabaseServer from;
  private final DatabaseServer to;
  private final String database = TestedPair.newName("hidden");
  private final String user = database;

  @TempDir private Path spool;

  UnreadableTableIT(@Server(MYSQL_80) DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) {
    this.from = from;
    this.to = to;
  }

  @BeforeEach
  void create() {
    from.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".a (id INT PRIMARY KEY, v INT)",
        "CREATE TABLE " + database + ".secret (id INT PRIMARY KEY, v INT)",
        "CREATE TABLE " + database + ".z (id INT PRIMARY KEY, v INT)",
        "CREATE VIEW " + database + ".seen AS SELECT id FROM " + database + ".a",
        "INSERT INTO " + database + ".a VALUES (1, 1), (2, 2)",
        "INSERT INTO " + database + ".secret VALUES (1, 1)",
        "INSERT INTO " + database + ".z VALUES (1, 1), (2, 2)",
        "CREATE USER " + user,
        "GRANT RELOAD, REPLICATION SLAVE, REPLICATION CLIENT, XA_RECOVER_ADMIN ON *.* TO " + user,
        "GRANT SELECT, SHOW VIEW ON " + database + ".seen TO " + user,
        "GRANT SELECT ON " + database + ".a TO " + user,
        "GRANT SELECT ON " + database + ".z TO " + user,
        "GRANT SELECT (id) ON " + database + ".secret TO " + user);
  }

  @AfterEach
  void drop() {
    project().release();
    from.execute("DROP USER " + user, "DROP DATABASE " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  private MigrationProject project() {
    return MigrationProject.builder(database)
        .source(MySql.at(from.jdbcUrl()).credentials(user, ""))
        .sink(Accounts.sink(to))
        .objects(o -> o.include(database + ".*"))
        .phases(p -> p.schema().full().incremental(i -> i.spoolDirectory(spool).untilCaughtUp()))
        .build();
  }

  @Test
  void theOthersArriveAndAreFollowed() throws Exception {
    assertThat(project().plan().objects())
        .filteredOn(object -> !object.faults().isEmpty())
        .extracting(PlannedObject::source)
        .containsExactly(new ObjectName(database, "secret"));

    requireOthers(TestedPair.run(project()));
    from.execute(
        "UPDATE " + database + ".a SET v = 3 WHERE id = 1",
        "DELETE FROM " + database + ".z WHERE id = 2",
        "INSERT INTO " + database + ".secret VALUES (2, 2)");
    requireOthers(TestedPair.run(project()));
  }

  private void requireOthers(MigrationResult result) throws Exception {
    assertThat(result.objects())
        .filteredOn(object -> object.status().isFailure())
        .singleElement()
        .satisfies(
            object -> {
              assertThat(object.source().name()).isEqualTo("secret");
              assertThat(object.error().orElseThrow()).contains("secret", "denied");
            });
    assertThat(result.objects()).extracting(ObjectResult::source).hasSize(4);
    SqlComparison sides = new SqlComparison(from, to, database);
    for (String table : List.of("a", "z")) {
      sides.assertSameRows(table, "id, v");
    }
    sides.assertSameRows("seen", "id");
  }
}
