package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.mysql.MySql;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.LinkProxy;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standby of MariaDB keeps its position in a table, which a snapshot shows with all others. */
class MariaDbStandbyIT {

  private final DatabaseServer sink = Servers.oceanBase().shared();
  private final String database = TestedPair.newName("replica");
  private DatabaseServer primary;
  private DatabaseServer replica;

  @BeforeEach
  void replicate() throws Exception {
    primary = Servers.mariaDb().option("--server-id=21").start();
    replica = Servers.mariaDb().option("--server-id=22").start();
    primary.execute("CREATE USER repl IDENTIFIED BY ''", "GRANT REPLICATION SLAVE ON *.* TO repl");
    replicateFromPrimary();
    primary.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".item (id INT, v VARCHAR(9))",
        "INSERT INTO " + database + ".item VALUES (1, 'a'), (1, 'a')");
    awaitReplica();
  }

  private void replicateFromPrimary() {
    replica.execute(
        "RESET MASTER",
        "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT="
            + primary.port()
            + ", MASTER_USER='repl', MASTER_USE_GTID=slave_pos, MASTER_SSL=0",
        "START SLAVE");
  }

  @AfterEach
  void end() {
    replica.close();
    primary.close();
    sink.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void aTableWithoutAKeyIsFollowedFromWhatTheStandbyShows(@TempDir Path spool) throws Exception {
    try (LinkProxy link = new LinkProxy(replica.port())) {
      var early = link.before(sql -> sql.startsWith("START TRANSACTION"), () -> arrive("early"));
      var late =
          link.before(
              sql -> sql.startsWith("SELECT") && sql.contains("`item`") && !sql.contains("LIMIT 0"),
              () -> arrive("late"));
      MySql source =
          MySql.at(primary.jdbcUrl())
              .credentials(primary.user(), primary.password())
              .standby("jdbc:mysql://127.0.0.1:" + link.port() + "/?sslMode=DISABLED");
      MigrationResult result =
          TestedPair.run(
              MigrationProject.builder(database)
                  .source(source)
                  .sink(Accounts.sink(sink))
                  .objects(o -> o.include(database + ".*"))
                  .phases(
                      p ->
                          p.schema()
                              .full()
                              .incremental(i -> i.spoolDirectory(spool).untilCaughtUp()))
                  .build());
      assertThat(result.isComplete()).as("%s", result).isTrue();
      new SqlComparison(primary, sink, database).assertSameRows("item", "*");
      assertThat(early).isCompleted();
      assertThat(late).isCompleted();
    }
  }

  /** What it does not apply counts as applied, so its rows would be taken for current. */
  @Thorough
  @Test
  void aStandbyThatLeavesOutChangesIsRefused() throws Exception {
    replica.close();
    replica = Servers.mariaDb().option("--server-id=22").option("--slave-skip-errors=1062").start();
    replicateFromPrimary();
    awaitReplica();
    assertRefused("replica_skip_errors");
    for (String setting :
        List.of(
            "replicate_do_db = 'elsewhere'",
            "replicate_ignore_table = 'x.y'",
            "replicate_rewrite_db = 'a->b'",
            "replicate_events_marked_for_skip = FILTER_ON_SLAVE",
            "slave_exec_mode = IDEMPOTENT")) {
      String name = setting.substring(0, setting.indexOf(' '));
      replica.execute("STOP SLAVE", "SET GLOBAL " + setting, "START SLAVE");
      assertRefused(name.replace("slave_", "replica_"));
      replica.execute("STOP SLAVE", "SET GLOBAL " + name + " = DEFAULT", "START SLAVE");
    }
    replica.execute("STOP SLAVE", "CHANGE MASTER TO IGNORE_DOMAIN_IDS = (7)", "START SLAVE");
    assertRefused("replicate_ignore_domain_ids");
  }

  private void assertRefused(String why) throws Exception {
    MigrationProject project =
        MigrationProject.builder(database)
            .source(
                MySql.at(primary.jdbcUrl())
                    .credentials(primary.user(), primary.password())
                    .standby(replica.jdbcUrl()))
            .sink(Accounts.sink(sink))
            .objects(o -> o.include(database + ".*"))
            .phases(p -> p.schema().full())
            .build();
    assertThat(TestedPair.run(project).error().orElseThrow())
        .hasMessageContaining("SOURCE_STANDBY")
        .hasMessageContaining(why);
    assertThat(
            ask(
                sink,
                "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = '"
                    + database
                    + "'"))
        .isEqualTo("0");
  }

  private void arrive(String value) {
    primary.execute("INSERT INTO " + database + ".item VALUES (1, '" + value + "')");
    try {
      awaitReplica();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitReplica() throws SQLException {
    String written = ask(primary, "SELECT @@GLOBAL.gtid_binlog_pos");
    assertThat(ask(replica, "SELECT MASTER_GTID_WAIT('" + written + "', 60)")).isEqualTo("0");
  }

  private static String ask(DatabaseServer server, String sql) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
