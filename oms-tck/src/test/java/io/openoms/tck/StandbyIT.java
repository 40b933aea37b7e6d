package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.PrecheckItem;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.LinkProxy;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows from a replica, positions that hold at its primary. */
class StandbyIT {

  private static final DatabaseServer SINK = Servers.oceanBase().shared();
  private static DatabaseServer primary;
  private static DatabaseServer replica;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private String database = "";

  @BeforeAll
  static void replicate() {
    primary = Servers.mysql80().option("--server-id=11").start();
    replica = Servers.mysql80().option("--server-id=12").start();
    allow(primary);
    replicate(replica, primary);
  }

  private static void allow(DatabaseServer server) {
    server.execute(
        "CREATE USER repl IDENTIFIED WITH mysql_native_password BY 'Secret-1'",
        "GRANT REPLICATION SLAVE ON *.* TO repl");
  }

  private static void replicate(DatabaseServer server, DatabaseServer from) {
    server.execute(
        "RESET MASTER",
        "CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT="
            + from.port()
            + ", SOURCE_USER='repl', SOURCE_PASSWORD='Secret-1', SOURCE_AUTO_POSITION=1",
        "START REPLICA");
  }

  @AfterAll
  static void end() {
    replica.close();
    primary.close();
  }

  @BeforeEach
  void create() throws Exception {
    database = primary.createDatabase("followed");
    primary.execute(
        "CREATE TABLE " + t() + " (id INT PRIMARY KEY, v VARCHAR(9) COLLATE utf8mb4_bin)",
        "INSERT INTO " + t() + " VALUES (1, 'a'), (2, 'b')");
    awaitReplica();
  }

  @AfterEach
  void drop() throws Exception {
    threads.shutdownNow();
    replica.execute("START REPLICA SQL_THREAD");
    primary.execute("DROP DATABASE " + database);
    awaitReplica();
    SINK.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void rowsComeFromTheStandbyAndTheLowWatermarkLeavesOutWhatItLacks() throws Exception {
    replica.execute("STOP REPLICA SQL_THREAD");
    primary.execute("INSERT INTO " + t() + " VALUES (3, 'late')");
    String late = ask(primary, "SELECT @@GLOBAL.gtid_executed");
    MigrationProject project = project(source().standby(replica.jdbcUrl()));
    assertThat(project.precheck().items())
        .filteredOn(item -> item.check().equals("SOURCE_STANDBY"))
        .singleElement()
        .satisfies(item -> assertThat(item.status()).isEqualTo(PrecheckItem.Status.WARNING))
        .satisfies(item -> assertThat(item.cause()).contains("does not run"));

    assertThat(run(project).isComplete()).isTrue();
    assertThat(rows(SINK)).isEqualTo(rows(replica)).hasSize(2);
    String low = watermark("LOW_WATERMARK").replaceAll("binlog/1 gtids=", "");
    assertThat(low).isEqualTo(ask(replica, "SELECT @@GLOBAL.gtid_executed"));
    assertThat(ask(primary, "SELECT GTID_SUBSET('" + late + "', '" + low + "')")).isEqualTo("0");
    assertThat(ask(primary, "SELECT GTID_SUBSET('" + low + "', '" + late + "')")).isEqualTo("1");
    assertThat(watermark("HIGH_WATERMARK")).contains("file=binlog.", "gtids=" + late);
  }

  @Test
  void aTableWithoutAKeyHasNoPositionOfTheStandbysOwnLog() throws Exception {
    primary.execute("ALTER TABLE " + t() + " DROP PRIMARY KEY");
    awaitReplica();
    assertThat(run(project(source().standby(replica.jdbcUrl()))).isComplete()).isTrue();
    assertThat(rows(SINK)).isEqualTo(rows(primary)).hasSize(2);
    assertThat(watermark("LOW_WATERMARK"))
        .isEqualTo("binlog/1 gtids=" + ask(replica, "SELECT @@GLOBAL.gtid_executed"));
  }

  /** The primary's changes come to the standby while its table is about to be read. */
  @Test
  void aTableWithoutAKeyIsFollowedFromWhatTheStandbyShows(@TempDir Path spool) throws Exception {
    primary.execute("ALTER TABLE " + t() + " DROP PRIMARY KEY");
    awaitReplica();
    try (LinkProxy link = new LinkProxy(replica.port())) {
      var early = link.before(sql -> sql.startsWith("FLUSH TABLES"), () -> arrive(3, "early"));
      var late =
          link.before(
              sql -> sql.startsWith("SELECT") && sql.contains("`item`") && !sql.contains("LIMIT 0"),
              () -> arrive(4, "late"));
      MigrationResult result =
          run(
              following(
                  source().standby("jdbc:mysql://127.0.0.1:" + link.port() + "/?sslMode=DISABLED"),
                  spool));
      assertThat(result.isComplete()).as("%s", result).isTrue();
      assertThat(rows(SINK)).isEqualTo(rows(primary)).hasSize(4);
      assertThat(late).isCompleted();
      assertThat(early).isCompleted();
    }
  }

  private void arrive(int id, String value) {
    primary.execute("INSERT INTO " + t() + " VALUES (" + id + ", '" + value + "')");
    try {
      awaitReplica();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aStandbyAloneIsReadWithoutPositions() throws Exception {
    MigrationProject project =
        project(MySql.standbyAt(replica.jdbcUrl()).credentials(replica.user(), replica.password()));
    assertThat(project.precheck().isPassed()).isTrue();
    assertThat(run(project).isComplete()).isTrue();
    assertThat(rows(SINK)).isEqualTo(rows(primary));
    assertThat(watermark("LOW_WATERMARK")).isEmpty();
  }

  @Test
  void aServerThatDoesNotFollowThePrimaryIsRefusedBeforeAnythingIsTouched() throws Exception {
    DatabaseServer stranger = Servers.mysql80().shared();
    MySql source =
        source()
            .standby(
                MySql.at(stranger.jdbcUrl()).credentials(stranger.user(), stranger.password()));
    stranger.execute(
        "CREATE DATABASE " + database, "CREATE TABLE " + t() + " (id INT PRIMARY KEY)");
    try {
      assertRefused(source, "does not replicate from the primary");
    } finally {
      stranger.execute("DROP DATABASE " + database);
    }
    assertRefused(
        source().standby(MySql.at("jdbc:mysql://127.0.0.1:1/").credentials("u", "")),
        "the standby: no connection");
    // The wrong way round: the replica as the primary of its own primary.
    assertRefused(
        MySql.at(replica.jdbcUrl())
            .credentials(replica.user(), replica.password())
            .standby(primary.jdbcUrl()),
        "does not replicate from the primary");
  }

  @Test
  void withoutGtidsTheStandbyIsRefused() throws Exception {
    try (DatabaseServer plain = Servers.mysql80().withServerDefaults().start()) {
      plain.execute("CREATE DATABASE " + database, "CREATE TABLE " + t() + " (id INT PRIMARY KEY)");
      MySql server = MySql.at(plain.jdbcUrl()).credentials(plain.user(), plain.password());
      assertRefused(server.standby(plain.jdbcUrl()), "gtid_mode");
    }
  }

  /** What it does not apply counts as applied, so its rows would be taken for current. */
  @Test
  void aStandbyThatFiltersItsReplicationIsRefused() throws Exception {
    replica.execute(
        "STOP REPLICA SQL_THREAD",
        "CHANGE REPLICATION FILTER REPLICATE_WILD_IGNORE_TABLE = ('" + database + ".it%')");
    try {
      assertRefused(source().standby(replica.jdbcUrl()), "replicate_wild_ignore_table");
    } finally {
      replica.execute("CHANGE REPLICATION FILTER REPLICATE_WILD_IGNORE_TABLE = ()");
    }
    replica.execute("SET GLOBAL replica_exec_mode = IDEMPOTENT");
    try {
      assertRefused(source().standby(replica.jdbcUrl()), "replica_exec_mode");
    } finally {
      replica.execute("SET GLOBAL replica_exec_mode = STRICT");
    }
  }

  @Thorough
  @Test
  void aStandbyThatSkipsWhatFailsIsRefused() throws Exception {
    try (DatabaseServer skipping =
        Servers.mysql80().option("--server-id=13").option("--replica-skip-errors=1062").start()) {
      replicate(skipping, primary);
      Awaitility.await()
          .atMost(Duration.ofMinutes(4))
          .until(
              () ->
                  ask(
                          skipping,
                          "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '"
                              + database
                              + "'")
                      .equals("1"));
      assertRefused(source().standby(skipping.jdbcUrl()), "replica_skip_errors");
    }
  }

  /** Its standby gets nothing of it, and counts as current. */
  @Thorough
  @Test
  void aPrimaryThatDoesNotLogATableIsRefusedWithItsStandby() throws Exception {
    try (DatabaseServer silent =
            Servers.mysql80()
                .option("--server-id=14")
                .option("--binlog-ignore-db=" + database)
                .start();
        DatabaseServer follower = Servers.mysql80().option("--server-id=15").start()) {
      allow(silent);
      replicate(follower, silent);
      String[] table = {
        "CREATE DATABASE IF NOT EXISTS " + database, "CREATE TABLE " + t() + " (id INT PRIMARY KEY)"
      };
      silent.execute(table);
      follower.execute(table);
      silent.execute("INSERT INTO " + t() + " VALUES (1)");
      Awaitility.await()
          .atMost(Duration.ofMinutes(4))
          .until(
              () ->
                  ask(
                          follower,
                          "SELECT COUNT(*) FROM performance_schema.replication_connection_status"
                              + " WHERE service_state = 'ON' AND source_uuid <> ''")
                      .equals("1"));
      assertRefused(
          MySql.at(silent.jdbcUrl())
              .credentials(silent.user(), silent.password())
              .standby(follower.jdbcUrl()),
          "binlog_ignore_db");
    }
  }

  /** What was read from the primary is at the sink, and the successor never had it. */
  @Test
  void aReplicaThatLaggedWhenItTookThePrimarysPlaceIsRefused(@TempDir Path spool) throws Exception {
    assertThat(run(following(source(), spool)).isComplete()).isTrue();
    replica.execute("STOP REPLICA SQL_THREAD");
    primary.execute("INSERT INTO " + t() + " VALUES (3, 'lost')");
    assertThat(run(following(source(), spool)).isComplete()).isTrue();
    MySql successor = MySql.at(replica.jdbcUrl()).credentials(replica.user(), replica.password());

    MigrationResult result = run(following(successor, spool));

    // At the start; a stream that is opened again there is a stop of its own (LogIdentityIT).
    assertThat(result.error().orElseThrow().code().name()).isEqualTo("SOURCE_CHANGED");
  }

  /** The primary is lost; what replaces it has the same transactions in files of its own. */
  @Test
  void aProjectGoesOnAtTheReplicaThatTakesThePrimarysPlace(@TempDir Path spool) throws Exception {
    assertThat(run(following(source(), spool)).isComplete()).isTrue();
    primary.execute("INSERT INTO " + t() + " VALUES (3, 'before')");
    awaitReplica();
    replica.execute(
        "STOP REPLICA",
        "FLUSH BINARY LOGS",
        "UPDATE " + t() + " SET v = 'after' WHERE id = 1",
        "DELETE FROM " + t() + " WHERE id = 2");
    try {
      MySql successor = MySql.at(replica.jdbcUrl()).credentials(replica.user(), replica.password());

      MigrationResult result = run(following(successor, spool));

      assertThat(result.isComplete()).as("%s", result).isTrue();
      assertThat(rows(SINK)).isEqualTo(rows(replica)).hasSize(2);
    } finally {
      // As it was, for the other tests.
      String executed = ask(primary, "SELECT @@GLOBAL.gtid_executed");
      replica.execute(
          "RESET MASTER", "SET GLOBAL gtid_purged = '" + executed + "'", "START REPLICA");
    }
  }

  private MigrationProject following(MySql source, Path spool) {
    return MigrationProject.builder(database)
        .source(source)
        .sink(OceanBase.at(SINK.jdbcUrl()).credentials(SINK.user(), SINK.password()))
        .objects(o -> o.include(database + ".*"))
        .phases(p -> p.schema().full().incremental(i -> i.spoolDirectory(spool).untilCaughtUp()))
        .build();
  }

  private void assertRefused(MySql source, String why) throws Exception {
    MigrationResult result = run(project(source));
    assertThat(result.error().orElseThrow().getMessage()).contains(why);
    assertThat(result.objects()).isEmpty();
    assertThat(
            ask(
                SINK,
                "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = '"
                    + database
                    + "'"))
        .isEqualTo("0");
    assertThat(project(source()).status()).isEmpty();
  }

  private static MySql source() {
    return MySql.at(primary.jdbcUrl()).credentials(primary.user(), primary.password());
  }

  private MigrationProject project(MySql source) {
    return MigrationProject.builder(database)
        .source(source)
        .sink(OceanBase.at(SINK.jdbcUrl()).credentials(SINK.user(), SINK.password()))
        .objects(o -> o.include(database + ".*"))
        .phases(p -> p.schema().full())
        .build();
  }

  private MigrationResult run(MigrationProject project) throws InterruptedException {
    try (MigrationRun run = project.start(threads)) {
      return run.await();
    }
  }

  private void awaitReplica() throws Exception {
    String executed = ask(primary, "SELECT @@GLOBAL.gtid_executed");
    Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .until(
            () ->
                ask(replica, "SELECT GTID_SUBSET('" + executed + "', @@GLOBAL.gtid_executed)")
                    .equals("1"));
  }

  private String t() {
    return database + ".item";
  }

  private String watermark(String which) throws Exception {
    List<String> found =
        TableDigest.rows(
            SINK.connect(),
            "oms_state.milestone WHERE project = '"
                + database
                + "' AND milestone = '"
                + which
                + "'",
            "position");
    if (found.isEmpty()) {
      return "";
    }
    return new String(
        HexFormat.of().parseHex(found.get(0).replace("|", "")), StandardCharsets.UTF_8);
  }

  private List<String> rows(DatabaseServer server) throws Exception {
    try (Connection connection = server.connect()) {
      return TableDigest.rows(connection, t(), "*");
    }
  }

  private static String ask(DatabaseServer server, String sql) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1).replace("\n", "");
    }
  }
}
