package io.openoms.tck.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ConflictPolicy;
import io.openoms.MigrationProject;
import io.openoms.Phase;
import io.openoms.PrecheckItem;
import io.openoms.PrecheckItem.Status;
import io.openoms.PrecheckReport;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.PrecheckScope;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.tidb.Refusal;
import io.openoms.testkit.tidb.TiDbStandIn;
import io.openoms.tidb.TiDb;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each check of a TiDB source where it must find something, and where it must not. */
class TiDbPrecheckIT {

  private final DatabaseServer behind = ServerType.MYSQL_97.get().shared();
  private final DatabaseServer to = ServerType.OCEANBASE.get().shared();
  private final String database = TestedPair.newName("ticheck");
  private TiDbStandIn front = TiDbStandIn.before(behind);

  @BeforeEach
  void create() {
    front.execute(
        "CREATE DATABASE " + database + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
        "CREATE TABLE " + database + ".t (id INT PRIMARY KEY, v VARCHAR(9))");
  }

  @AfterEach
  void drop() {
    front.execute("DROP DATABASE " + database);
    front.close();
  }

  private List<PrecheckItem> check(Endpoint source) throws Exception {
    MigrationProject project =
        MigrationProject.builder(database)
            .source(source)
            .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
            .objects(o -> o.include(database + ".*"))
            .phases(p -> p.schema().full().verification())
            .build();
    PrecheckReport report = project.precheck();
    return report.items();
  }

  private static PrecheckItem item(List<PrecheckItem> items, String check) {
    return items.stream().filter(one -> one.check().equals(check)).findFirst().orElseThrow();
  }

  @Test
  void aSoundClusterPassesAllButTheVersionThatNobodyTested() throws Exception {
    List<PrecheckItem> items = check(TiDbPair.endpoint(front));
    assertThat(items)
        .filteredOn(one -> one.status() != Status.PASSED && one.status() != Status.SKIPPED)
        .extracting(PrecheckItem::check)
        .containsExactly("SOURCE_VERSION");
    assertThat(item(items, "SOURCE_VERSION").status()).isEqualTo(Status.WARNING);
    assertThat(items)
        .extracting(PrecheckItem::check)
        .contains("SOURCE_TIMESTAMPS", "SOURCE_GC", "SOURCE_MEMORY", "SOURCE_COLLATIONS");
  }

  @Test
  void aServerOfAnotherProductIsRefusedByEither() throws Exception {
    TiDb wrong = TiDb.at(behind.jdbcUrl()).credentials(behind.user(), behind.password());
    assertThat(item(check(wrong), "SOURCE_VERSION").status()).isEqualTo(Status.FAILED);
    MySql asMySql = MySql.at(front.jdbcUrl()).credentials(front.user(), front.password());
    PrecheckItem found = item(check(asMySql), "SOURCE_VERSION");
    assertThat(found.status()).isEqualTo(Status.FAILED);
    assertThat(found.subject()).contains("TiDB");
  }

  @Test
  void anOldVersionIsRefused() throws Exception {
    try (TiDbStandIn old = TiDbStandIn.before(behind, "5.7.25-TiDB-v3.0.20")) {
      assertThat(item(check(TiDbPair.endpoint(old)), "SOURCE_VERSION").status())
          .isEqualTo(Status.FAILED);
    }
    try (TiDbStandIn other = TiDbStandIn.before(behind, "5.7.25-TiDB-v4.0.16")) {
      assertThat(item(check(TiDbPair.endpoint(other)), "SOURCE_VERSION").status())
          .isEqualTo(Status.WARNING);
    }
  }

  @Test
  void smallLimitsAreTold() throws Exception {
    front.global("tidb_gc_max_wait_time", "600");
    front.global("tidb_mem_quota_query", "1048576");
    List<PrecheckItem> items = check(TiDbPair.endpoint(front));
    assertThat(item(items, "SOURCE_GC").status()).isEqualTo(Status.WARNING);
    assertThat(item(items, "SOURCE_GC").toString()).contains("600 s");
    assertThat(item(items, "SOURCE_MEMORY").status()).isEqualTo(Status.WARNING);
    assertThat(item(items, "SOURCE_MEMORY").toString()).contains("1048576");
  }

  @Test
  void aProxyThatLosesTransactionsIsToldBeforeTheCopy() throws Exception {
    front.insteadOnce(sql -> sql.equals("SELECT @@tidb_current_ts"), "SELECT 0");
    PrecheckItem found = item(check(TiDbPair.endpoint(front)), "SOURCE_TIMESTAMPS");
    assertThat(found.status()).isEqualTo(Status.FAILED);
    assertThat(found.toString()).contains("has no timestamp");
  }

  @Test
  void clocksThatAreApartAreTold() throws Exception {
    front.insteadOnce(sql -> sql.equals("SELECT @@tidb_current_ts"), "SELECT 430000000000000000");
    assertThat(item(check(TiDbPair.endpoint(front)), "SOURCE_TIMESTAMPS").status())
        .isEqualTo(Status.WARNING);
  }

  @Test
  void aClusterThatComparesBytesIsTold() throws Exception {
    front.close();
    front = TiDbStandIn.comparingBytes(behind);
    assertThat(item(check(TiDbPair.endpoint(front)), "SOURCE_COLLATIONS").status())
        .isEqualTo(Status.WARNING);
  }

  /** The cluster's number is not told to everyone; what needs it does without. */
  @Test
  void anAccountThatReadsOnlyItsTablesIsEnough() throws Exception {
    String user = "u_" + database;
    front.execute(
        "CREATE USER " + user, "GRANT SELECT, SHOW VIEW ON " + database + ".* TO " + user);
    try {
      front.failOnce(
          sql -> sql.contains("mysql.tidb"),
          new Refusal(1142, "42000", "SELECT command denied to user for table 'tidb'"));
      TestedPair pair = TiDbPair.of(front);
      MigrationProject project =
          MigrationProject.builder(database)
              .source(TiDb.at(front.jdbcUrl()).credentials(user, ""))
              .sink(pair.sink().endpoint())
              .objects(o -> o.include(database + ".*"))
              .phases(p -> p.schema().full().verification())
              .build();
      assertThat(TestedPair.run(project).isComplete()).isTrue();
    } finally {
      front.execute("DROP USER " + user);
      to.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  /** It sees the table by another right, so the selection is right. */
  @Test
  void aComparisonNamesTheTableThatMayNotBeRead() throws Exception {
    String user = "u_" + database;
    front.execute(
        "CREATE TABLE " + database + ".hidden (id INT PRIMARY KEY)",
        "CREATE USER " + user,
        "GRANT SELECT ON " + database + ".t TO " + user,
        "GRANT INSERT ON " + database + ".hidden TO " + user);
    try {
      TestedPair pair = TiDbPair.of(front);
      MigrationProject project =
          MigrationProject.builder(database)
              .source(TiDb.at(front.jdbcUrl()).credentials(user, ""))
              .sink(pair.sink().endpoint())
              .objects(o -> o.include(database + ".*"))
              .phases(p -> p.verification())
              .build();
      assertThat(project.precheck().items())
          .filteredOn(one -> one.check().equals("SOURCE_PRIVILEGES"))
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.status()).isEqualTo(Status.FAILED);
                assertThat(one.subject()).isEqualTo(database + ".hidden");
                assertThat(one.advice())
                    .startsWith("GRANT SELECT ON `" + database + "`.`hidden` TO '" + user + "'");
              });
    } finally {
      front.execute("DROP USER " + user);
    }
  }

  /** What a check of the endpoint's own says first of a run with those phases. */
  private PrecheckItem item(
      DatabaseServer server, EndpointUse use, String check, boolean bothWays, Phase... phases) {
    PrecheckScope scope =
        new PrecheckScope(
            Set.of(phases), Map.of(), ConflictPolicy.STOP, "oms_state", false, bothWays, "");
    try (EndpointSession session =
        TiDbPair.endpoint(server).open(new EndpointOptions(database, 3, "oms_state"))) {
      return item(
          session.prechecks(use).stream().flatMap(one -> one.run(scope).stream()).toList(), check);
    }
  }

  private PrecheckItem gate(Phase phase) {
    return item(front, EndpointUse.SOURCE, "SOURCE_WRITE_GATE", false, phase);
  }

  @Test
  void anAccountThatMayNotFreezeIsTold() {
    assertThat(gate(Phase.FULL).status()).isEqualTo(Status.SKIPPED);
    assertThat(gate(Phase.SWITCHOVER).status()).isEqualTo(Status.WARNING);
    assertThat(gate(Phase.SWITCHOVER).subject()).contains("lacks PROCESS");
    grants("GRANT PROCESS ON *.*");
    assertThat(gate(Phase.SWITCHOVER).subject()).contains("lacks SYSTEM_VARIABLES_ADMIN");
    grants("GRANT ALL PRIVILEGES ON *.*");
    assertThat(gate(Phase.SWITCHOVER).cause()).contains("nothing keeps applications");
    grants("GRANT PROCESS, SUPER, RESTRICTED_REPLICA_WRITER_ADMIN ON *.*");
    assertThat(gate(Phase.SWITCHOVER).status()).isEqualTo(Status.PASSED);
  }

  /** What the server answers when it is asked next. */
  private void grants(String grant) {
    front.insteadOnce(sql -> sql.equals("SHOW GRANTS"), "SELECT \"" + grant + " TO 'u'@'%'\"");
  }

  @Test
  void onlyWhatFlowsBackIsWrittenAndInOneDirectionAtATime() {
    String reverse = "SINK_REVERSE";
    assertThat(item(front, EndpointUse.SINK, reverse, false, Phase.INCREMENTAL).status())
        .isEqualTo(Status.PASSED);
    assertThat(item(front, EndpointUse.SINK, reverse, false, Phase.FULL).status())
        .isEqualTo(Status.FAILED);
    try (TiDbStandIn old = TiDbStandIn.before(behind, "5.7.25-TiDB-v6.1.7")) {
      assertThat(item(old, EndpointUse.SINK, reverse, false, Phase.INCREMENTAL).status())
          .isEqualTo(Status.FAILED);
    }
    for (EndpointUse use : EndpointUse.values()) {
      String one = "ONE_DIRECTION";
      assertThat(item(front, use, one, false, Phase.INCREMENTAL).status()).isEqualTo(Status.PASSED);
      assertThat(item(front, use, one, true, Phase.INCREMENTAL).status()).isEqualTo(Status.FAILED);
    }
  }
}
