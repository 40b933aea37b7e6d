package io.openoms.tck;

import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectResult;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.LinkProxy;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A table without a key is followed from the one position at which it is read, whatever the account
 * may do and whatever the table's engine can: a writer is at work at the worst moments.
 */
@WithServers
class ExactReadIT {

  private static final String USER = "exact_reader";
  private static final String MAY_FOLLOW = "REPLICATION SLAVE, REPLICATION CLIENT";

  private final DatabaseServer to;
  private final String database = TestedPair.newName("exact");
  private DatabaseServer from;
  private LinkProxy link;
  @TempDir private Path spool;

  ExactReadIT(@Server(OCEANBASE) DatabaseServer to) {
    this.to = to;
  }

  private void create(ServerType type) {
    from = type.get().shared();
    link = new LinkProxy(from.port());
    from.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + t("keyed") + " (id INT PRIMARY KEY)",
        "INSERT INTO " + t("keyed") + " VALUES (1)",
        "CREATE TABLE " + t("loose") + " (n INT, v VARCHAR(9)) ENGINE = InnoDB",
        "INSERT INTO " + t("loose") + " VALUES (1, 'same'), (1, 'same')",
        "CREATE TABLE " + t("old") + " (n INT, v VARCHAR(9)) ENGINE = MyISAM",
        "INSERT INTO " + t("old") + " VALUES (1, 'same'), (1, 'same')",
        "CREATE USER " + USER + " IDENTIFIED BY ''",
        "GRANT " + MAY_FOLLOW + " ON *.* TO " + USER,
        "GRANT SELECT, SHOW VIEW ON " + database + ".* TO " + USER);
  }

  @AfterEach
  void drop() {
    link.close();
    from.execute("DROP USER IF EXISTS " + USER, "DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  /**
   * What is written once tables are prepared, and once their snapshots stand, arrives once; also
   * where the server's sessions see what others commit.
   */
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MARIADB"})
  void withLockTablesAlone(ServerType type) throws Exception {
    create(type);
    from.execute("GRANT LOCK TABLES ON " + database + ".* TO " + USER);
    CompletableFuture<String> early = before("FLUSH", "loose", "early");
    CompletableFuture<String> late = before("SELECT", "loose", "late");

    from.execute("SET GLOBAL transaction_isolation = 'READ-COMMITTED'");
    MigrationResult result;
    try {
      result = TestedPair.run(project());
    } finally {
      from.execute("SET GLOBAL transaction_isolation = 'REPEATABLE-READ'");
    }

    assertThat(result.error()).isEmpty();
    assertThat(result.isComplete()).as("%s", result.objects()).isTrue();
    assertEqual("keyed", "loose", "old");
    assertThat(late).isCompleted();
    assertThat(early.isDone()).isEqualTo(type != ServerType.MARIADB);
  }

  /** An engine without snapshots: nobody gets in between the position and the last row. */
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MARIADB"})
  void whatHasNoSnapshotsIsLockedUntilItIsRead(ServerType type) throws Exception {
    create(type);
    from.execute("GRANT LOCK TABLES ON " + database + ".* TO " + USER);
    CompletableFuture<String> early = before("FLUSH", "old", "early");
    CompletableFuture<String> refused =
        link.before(
            sql -> sql.startsWith("SELECT") && sql.contains("`old`") && !sql.contains("LIMIT 0"),
            () ->
                assertThatThrownBy(() -> insert("old", "late"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Lock wait timeout"));

    MigrationResult result = TestedPair.run(project());

    assertThat(result.isComplete()).as("%s", result.objects()).isTrue();
    assertThat(early).isCompleted();
    refused.get(1, TimeUnit.SECONDS);
    insert("old", "after");
    assertThat(TestedPair.run(project()).isComplete()).isTrue();
    assertEqual("keyed", "loose", "old");
  }

  /** MariaDB's snapshots tell their position; nothing else does without a lock. */
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_97", "MARIADB"})
  void withoutTheRightToLockTheTableFailsAloneAndNamesIt(ServerType type) throws Exception {
    create(type);
    MigrationResult result = TestedPair.run(project());

    assertThat(result.error()).isEmpty();
    assertThat(result.objects())
        .filteredOn(object -> object.source().name().equals("old"))
        .singleElement()
        .satisfies(ExactReadIT::assertUnknown);
    if (type == ServerType.MARIADB) {
      assertEqual("keyed", "loose");
    } else {
      assertThat(result.objects())
          .filteredOn(object -> object.source().name().equals("loose"))
          .singleElement()
          .satisfies(ExactReadIT::assertUnknown);
      assertEqual("keyed");
    }
    // Once it may, it goes on by itself.
    from.execute("GRANT LOCK TABLES ON " + database + ".* TO " + USER);
    assertThat(TestedPair.run(project()).isComplete()).isTrue();
    assertEqual("keyed", "loose", "old");
  }

  private static void assertUnknown(ObjectResult object) {
    assertThat(object.error().orElse("")).contains("POSITION_UNKNOWN", "denied");
  }

  private CompletableFuture<String> before(String verb, String table, String value) {
    return link.before(
        sql -> sql.startsWith(verb) && sql.contains("`" + table + "`") && !sql.contains("LIMIT 0"),
        () -> {
          try {
            insert(table, value);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void insert(String table, String value) throws SQLException {
    try (Connection connection = from.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION lock_wait_timeout = 1");
      statement.execute("INSERT INTO " + t(table) + " VALUES (1, '" + value + "')");
    }
  }

  private void assertEqual(String... tables) throws SQLException {
    for (String table : tables) {
      new SqlComparison(from, to, database).assertSameRows(table, "*");
    }
  }

  private MigrationProject project() {
    return MigrationProject.builder(database)
        .source(
            MySql.at("jdbc:mysql://127.0.0.1:" + link.port() + "/?sslMode=DISABLED")
                .credentials(USER, ""))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(o -> o.include(database + ".*"))
        .phases(p -> p.schema().full().incremental(i -> i.spoolDirectory(spool).untilCaughtUp()))
        .build();
  }

  private String t(String table) {
    return database + "." + table;
  }
}
