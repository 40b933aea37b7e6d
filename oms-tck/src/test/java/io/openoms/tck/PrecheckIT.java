package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.MigrationProject;
import io.openoms.ObjectSelection;
import io.openoms.PrecheckItem;
import io.openoms.PrecheckItem.Status;
import io.openoms.PrecheckReport;
import io.openoms.error.MigrationException;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each check against servers on which it must find something, and on which it must not. */
class PrecheckIT {

  private final DatabaseServer from = Servers.mysql80().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private String database = "";
  @TempDir Path spool;

  @BeforeEach
  void create() {
    database = from.createDatabase("precheck");
    from.execute(
        "CREATE TABLE "
            + database
            + ".plain (id INT PRIMARY KEY, v VARCHAR(10) CHARACTER SET utf8mb4"
            + " COLLATE utf8mb4_general_ci)");
  }

  @AfterEach
  void drop() {
    from.execute("DROP DATABASE " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void aSoundProjectPassesEveryCheckAndNothingIsChanged() throws Exception {
    Set<String> before = databases();

    PrecheckReport report = precheck(o -> o.include(database + ".*"));

    assertThat(report.isPassed()).isTrue();
    assertThat(report.items())
        .filteredOn(item -> item.status() != Status.PASSED)
        // OceanBase's kernel folds names, MySQL on Linux does not.
        .extracting(PrecheckItem::check)
        .containsOnly("NAME_CASE");
    assertThat(report.items())
        .extracting(PrecheckItem::check)
        .contains(
            "SOURCE_CONNECTIVITY",
            "SINK_CONNECTIVITY",
            "SELECTION",
            "CLOCKS",
            "COLLATIONS",
            "SOURCE_VERSION",
            "SINK_VERSION",
            "SOURCE_TIME_ZONE",
            "SINK_TIME_ZONE",
            "SOURCE_PRIVILEGES",
            "SOURCE_ENGINE",
            "SOURCE_LOG_SETTINGS",
            "SOURCE_HEARTBEAT",
            "TABLE_KEYS",
            "NAME_RULES",
            "SINK_PRIVILEGES",
            "SINK_TABLES_EMPTY",
            "SINK_TRIGGERS_AND_FOREIGN_KEYS",
            "SINK_PACKET",
            "SINK_SQL_MODE");
    assertThat(databases()).isEqualTo(before);
  }

  @Test
  void tablesThatNeedAWordAreNamed() {
    from.execute(
        "CREATE TABLE " + database + ".keyless (v INT)",
        "CREATE TABLE " + database + ".old (id INT PRIMARY KEY) ENGINE = MyISAM",
        "CREATE TABLE " + database + ".`it's` (id INT PRIMARY KEY)",
        "CREATE TABLE "
            + database
            + ".latin (id INT PRIMARY KEY, v VARCHAR(9) CHARACTER SET latin1)");

    PrecheckReport report = precheck(o -> o.include(database + ".*"));

    assertThat(found(report, "TABLE_KEYS", Status.WARNING)).containsExactly(database + ".keyless");
    assertThat(found(report, "SOURCE_ENGINE", Status.WARNING)).containsExactly(database + ".old");
    assertThat(found(report, "NAME_RULES", Status.WARNING))
        .singleElement()
        .asString()
        .contains("it's");
    assertThat(found(report, "COLLATIONS", Status.WARNING))
        .containsExactly("character set latin1", "collation latin1_swedish_ci");
  }

  @Test
  void whatStandsAtTheSinkIsFound() {
    to.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".plain (id INT PRIMARY KEY, v VARCHAR(10))",
        "INSERT INTO " + database + ".plain VALUES (1, 'there')",
        "USE " + database,
        "CREATE TRIGGER "
            + database
            + ".acts BEFORE INSERT ON "
            + database
            + ".plain"
            + " FOR EACH ROW SET NEW.v = 'changed'");

    PrecheckReport report = precheck(o -> o.include(database + ".*"));

    assertThat(report.isPassed()).isFalse();
    assertThat(found(report, "SINK_TABLES_EMPTY", Status.FAILED))
        .containsExactly(database + ".plain");
    assertThat(found(report, "SINK_TRIGGERS_AND_FOREIGN_KEYS", Status.WARNING))
        .containsExactly(database + ".plain");
  }

  @Test
  void aMissingPrivilegeIsNamedWithItsGrant() {
    String user = database;
    from.execute(
        "CREATE TABLE " + database + ".hidden (id INT PRIMARY KEY)",
        "CREATE USER " + user + " IDENTIFIED BY 'Secret-1'",
        "GRANT SELECT ON " + database + ".plain TO " + user,
        "GRANT INSERT ON " + database + ".hidden TO " + user);
    to.execute("CREATE USER " + user + " IDENTIFIED BY 'Secret-1'");
    try {
      PrecheckReport report =
          MigrationProject.builder(database)
              .source(MySql.at(from.jdbcUrl()).credentials(user, "Secret-1"))
              .sink(OceanBase.at(to.jdbcUrl()).credentials(user, "Secret-1"))
              .objects(o -> o.include(database + ".*"))
              .phases(p -> p.schema().full().incremental())
              .build()
              .precheck();

      assertThat(report.isPassed()).isFalse();
      assertThat(advice(report, "SOURCE_PRIVILEGES"))
          .singleElement()
          .asString()
          .startsWith("GRANT SELECT ON `" + database + "`.`hidden` TO ");
      assertThat(found(report, "SOURCE_LOG_SETTINGS", Status.FAILED))
          .containsExactly("access to the log");
      assertThat(advice(report, "SOURCE_LOG_SETTINGS"))
          .anySatisfy(text -> assertThat(text).startsWith("GRANT REPLICATION SLAVE"));
      assertThat(advice(report, "SINK_PRIVILEGES"))
          .anySatisfy(text -> assertThat(text).contains("INSERT").contains("`plain`"))
          .anySatisfy(text -> assertThat(text).contains("oms_state"));
      assertThat(report.toString()).doesNotContain("Secret-1");
    } finally {
      from.execute("DROP USER " + user);
      to.execute("DROP USER " + user);
    }
  }

  @Test
  void aVerificationAloneNeedsToReadTheSink() {
    String user = database;
    to.execute("CREATE USER " + user + " IDENTIFIED BY 'Secret-1'");
    try {
      PrecheckReport report =
          MigrationProject.builder(database)
              .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
              .sink(OceanBase.at(to.jdbcUrl()).credentials(user, "Secret-1"))
              .objects(o -> o.include(database + ".*"))
              .phases(p -> p.verification())
              .build()
              .precheck();

      assertThat(advice(report, "SINK_PRIVILEGES"))
          .anySatisfy(text -> assertThat(text).startsWith("GRANT SELECT ON ").contains("`plain`"));
    } finally {
      to.execute("DROP USER " + user);
    }
  }

  @Test
  void aVerificationThatRepairsNeedsToWriteAtTheSink() throws Exception {
    String user = database;
    to.execute(
        "CREATE USER " + user + " IDENTIFIED BY 'Secret-1'",
        "GRANT SELECT ON " + database + ".* TO " + user,
        "GRANT ALL ON oms_state.* TO " + user);
    try {
      for (boolean repairs : List.of(false, true)) {
        PrecheckReport report =
            MigrationProject.builder(database)
                .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
                .sink(OceanBase.at(to.jdbcUrl()).credentials(user, "Secret-1"))
                .objects(o -> o.include(database + ".*"))
                .phases(p -> p.verification(v -> v.repair(repairs)))
                .build()
                .precheck();
        String wanted = "GRANT INSERT, UPDATE, DELETE ON `" + database + "`.`plain` TO ";
        assertThat(advice(report, "SINK_PRIVILEGES"))
            .filteredOn(text -> text.startsWith(wanted))
            .hasSize(repairs ? 1 : 0);
        assertThat(report.isPassed()).isEqualTo(!repairs);
      }
    } finally {
      to.execute("DROP USER " + user);
    }
  }

  @Test
  void aRuleThatMatchesNothingAndAServerThatIsNotThereFail() {
    assertThat(found(precheck(o -> o.include(database + ".nobody")), "SELECTION", Status.FAILED))
        .hasSize(1);
    PrecheckReport report =
        MigrationProject.builder(database)
            .source(MySql.at("jdbc:mysql://127.0.0.1:1/").credentials("root", ""))
            .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), "Wrong-Secret"))
            .objects(o -> o.include(database + ".*"))
            .phases(p -> p.schema().full())
            .build()
            .precheck();
    assertThat(found(report, "SOURCE_CONNECTIVITY", Status.FAILED)).hasSize(1);
    assertThat(found(report, "SINK_CONNECTIVITY", Status.FAILED)).hasSize(1);
    assertThat(report.toString()).doesNotContain("Wrong-Secret");
  }

  @Test
  void aServerOfAnotherProductKeepsARunFromTouchingAnything() throws Exception {
    to.execute("CREATE DATABASE " + database, "CREATE TABLE " + database + ".t (id INT)");
    MigrationProject project =
        MigrationProject.builder(database)
            .source(MySql.at(to.jdbcUrl()).credentials(to.user(), to.password()))
            .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
            .objects(o -> o.include(database + ".*=" + database + "_x.*"))
            .phases(p -> p.schema().full())
            .build();
    Set<String> before = databases();
    MigrationException error = TestedPair.run(project).error().orElseThrow();
    assertThat(error.code().name()).isEqualTo("PRECHECK_FAILED");
    assertThat(error.getMessage()).contains("SOURCE_VERSION", "names it as MariaDB or MySQL");
    assertThat(databases()).isEqualTo(before);
    assertThat(project.status()).isEmpty();
  }

  @Test
  void aLogThatIsShortAndUncheckedAndWhatIsPreparedAreToldOf() {
    try (DatabaseServer server =
        Servers.mysql80()
            .option("--binlog-expire-logs-seconds=3600")
            .option("--binlog-checksum=NONE")
            .start()) {
      server.execute(
          "CREATE DATABASE " + database,
          "CREATE TABLE " + database + ".t (id INT PRIMARY KEY)",
          "XA START 'x'",
          "INSERT INTO " + database + ".t VALUES (1)",
          "XA END 'x'",
          "XA PREPARE 'x'");
      PrecheckReport report =
          MigrationProject.builder(database)
              .source(MySql.at(server.jdbcUrl()).credentials(server.user(), server.password()))
              .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
              .objects(o -> o.include(database + ".*"))
              .phases(p -> p.schema().full().incremental())
              .build()
              .precheck();

      assertThat(report.isPassed()).isTrue();
      assertThat(found(report, "SOURCE_LOG_SETTINGS", Status.WARNING))
          .containsExactlyInAnyOrder("retention", "binlog_checksum", "XA transactions");
    }
  }

  /** Nothing of it, or not all of it, would be followed, and nobody would say so. */
  @Test
  void aLogThatLacksChangesKeepsARunFromTouchingAnything() throws Exception {
    String ignored = "ignored_by_log";
    try (DatabaseServer server =
        Servers.mysql80()
            .option("--binlog-ignore-db=" + ignored)
            .option("--log-slave-updates=0")
            .start()) {
      server.execute(
          "CREATE DATABASE " + ignored,
          "CREATE TABLE " + ignored + ".t (id INT PRIMARY KEY)",
          "CREATE DATABASE " + database,
          "CREATE TABLE " + database + ".t (id INT PRIMARY KEY)",
          "SET GLOBAL binlog_row_image = 'MINIMAL'");
      assertStops(server, ignored, "binlog_ignore_db");
      assertNotRead(server, ignored);
      MigrationProject other = following(server, database);
      assertThat(found(other.precheck(), "SOURCE_LOG_SETTINGS", Status.WARNING))
          .containsExactlyInAnyOrder("binlog_ignore_db", "binlog_row_image");
      assertThat(TestedPair.run(other).isComplete()).isTrue();
      server.execute("SET GLOBAL binlog_format = 'MIXED'");
      assertStops(server, database, "binlog_format");
      server.execute("SET GLOBAL binlog_format = 'ROW'", "SET GLOBAL server_id = 0");
      assertStops(server, database, "server_id");
      server.execute(
          "SET GLOBAL server_id = 1",
          "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = 1");
      assertStops(server, database, "log_replica_updates");
    }
  }

  @Test
  @Thorough
  void aLogOfMariaDbThatHoldsOtherDatabasesOnlyOrIsNoneKeepsARunFromTouchingAnything()
      throws Exception {
    String[] table = {
      "CREATE DATABASE " + database, "CREATE TABLE " + database + ".t (id INT PRIMARY KEY)"
    };
    try (DatabaseServer server = Servers.mariaDb().option("--binlog-do-db=elsewhere").start()) {
      server.execute(table);
      assertStops(server, database, "binlog_do_db");
      assertNotRead(server, database);
    }
    try (DatabaseServer server = Servers.mariaDb().option("--skip-log-bin").start()) {
      server.execute(table);
      assertStops(server, database, "log_bin");
    }
  }

  /** Without GTIDs nobody else can tell which commits in the log are not visible yet. */
  @Test
  void withoutGtidsAnAccountWithoutProcessIsNamedAndNothingIsBegun() throws Exception {
    DatabaseServer server = Servers.mysql97().withServerDefaults().shared();
    String user = database;
    server.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".t (id INT PRIMARY KEY)",
        "CREATE USER " + user + " IDENTIFIED BY 'Secret-1'",
        "GRANT SELECT ON " + database + ".* TO " + user,
        "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO " + user);
    try {
      MySql account = MySql.at(server.jdbcUrl()).credentials(user, "Secret-1");
      assertStops(following(account, database), "GRANT PROCESS");
      server.execute("GRANT PROCESS ON *.* TO " + user);
      assertThat(TestedPair.run(following(account, database)).isComplete()).isTrue();
    } finally {
      server.execute("DROP USER " + user, "DROP DATABASE " + database);
    }
  }

  /** As by a run that goes on when its server was started anew, so. */
  private static void assertNotRead(DatabaseServer server, String name) {
    try (LogTail tail =
        new LogTail(MySql.at(server.jdbcUrl()).credentials(server.user(), server.password()))) {
      assertThatThrownBy(() -> tail.read(tail.tables(name, "t")))
          .hasMessageContaining("LOG_FILTERED")
          .hasMessageContaining(name);
    }
  }

  private void assertStops(DatabaseServer server, String name, String cause) throws Exception {
    assertStops(following(server, name), cause);
  }

  private void assertStops(MigrationProject project, String cause) throws Exception {
    Set<String> before = databases();
    MigrationException error = TestedPair.run(project).error().orElseThrow();
    assertThat(error.code().name()).isEqualTo("PRECHECK_FAILED");
    assertThat(error.getMessage()).contains("SOURCE_LOG_SETTINGS", cause);
    assertThat(found(project.precheck(), "SOURCE_LOG_SETTINGS", Status.FAILED)).hasSize(1);
    assertThat(databases()).isEqualTo(before);
  }

  private MigrationProject following(DatabaseServer server, String name) {
    return following(
        MySql.at(server.jdbcUrl()).credentials(server.user(), server.password()), name);
  }

  private MigrationProject following(MySql source, String name) {
    return MigrationProject.builder(name)
        .source(source)
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(o -> o.include(name + ".*"))
        .phases(p -> p.schema().full().incremental(i -> i.untilCaughtUp().spoolDirectory(spool)))
        .build();
  }

  private PrecheckReport precheck(Consumer<ObjectSelection.Builder> objects) {
    return MigrationProject.builder(database)
        .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(objects)
        .phases(p -> p.schema().full())
        .build()
        .precheck();
  }

  private static List<String> found(PrecheckReport report, String check, Status status) {
    return report.items().stream()
        .filter(item -> item.check().equals(check) && item.status() == status)
        .map(PrecheckItem::subject)
        .toList();
  }

  private static List<String> advice(PrecheckReport report, String check) {
    return report.items().stream()
        .filter(item -> item.check().equals(check) && item.status() == Status.FAILED)
        .map(PrecheckItem::advice)
        .toList();
  }

  private Set<String> databases() throws Exception {
    try (Connection connection = to.connect()) {
      return TableDigest.rows(connection, "information_schema.schemata", "schema_name").stream()
          .collect(Collectors.toSet());
    }
  }
}
