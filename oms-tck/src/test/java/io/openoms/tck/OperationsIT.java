package io.openoms.tck;

import static io.openoms.testkit.ServerType.MYSQL_80;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.ObjectSelection;
import io.openoms.ObjectStatus;
import io.openoms.RunState;
import io.openoms.error.MigrationException;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.Thorough;
import io.openoms.testkit.junit.WithServers;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Single objects retried, created by an edited statement, and skipped; projects released. */
@WithServers
class OperationsIT {

  private static final String STATE = "oms_state";

  private final DatabaseServer from;
  private final DatabaseServer to;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private String database = "";

  OperationsIT(@Server(MYSQL_80) DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) {
    this.from = from;
    this.to = to;
  }

  /** The table {@code clash} has two keys that no collation of the sink keeps apart. */
  @BeforeEach
  void create() {
    database = from.createDatabase("operated");
    from.execute(
        "CREATE TABLE " + t("sound") + " (id INT PRIMARY KEY, v VARCHAR(9))",
        "INSERT INTO " + t("sound") + " VALUES (1, 'a'), (2, 'b')",
        "CREATE TABLE "
            + t("clash")
            + " (k VARCHAR(9) COLLATE utf8mb4_0900_as_ci PRIMARY KEY, n INT, KEY kn (n))",
        "INSERT INTO " + t("clash") + " VALUES ('same', 1), ('same ', 2)");
  }

  @AfterEach
  void drop() {
    threads.shutdownNow();
    from.execute("DROP DATABASE " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void aFailedObjectIsSkippedAndComesBackWhenItIsRetriedWithAnEditedStatement() throws Exception {
    MigrationResult failed = run();
    assertThat(failed.state()).isEqualTo(RunState.FAILED);
    assertThat(status(failed, "clash")).matches(ObjectStatus::isFailure);
    assertThat(status(failed, "sound")).matches(status -> !status.isFailure());

    project().skip(name("clash"));
    for (int i = 0; i < 2; i++) {
      MigrationResult skipped = run();
      assertThat(skipped.state()).isEqualTo(RunState.COMPLETED);
      assertThat(status(skipped, "clash")).isEqualTo(ObjectStatus.SKIPPED);
    }
    assertThat(project().status().orElseThrow().objects())
        .anySatisfy(o -> assertThat(o.status()).isEqualTo(ObjectStatus.SKIPPED));

    String ddl =
        "CREATE TABLE " + t("clash") + " (k VARBINARY(9) PRIMARY KEY, n INT) COMMENT 'edited'";
    to.execute("CREATE DATABASE IF NOT EXISTS " + database);
    if (exists("clash")) {
      assertThat(refusal(() -> project().retry(name("clash"), ddl))).contains("drop it there");
      to.execute("DROP TABLE " + t("clash"));
    }
    project().retry(name("clash"), ddl);
    MigrationResult edited = run();
    assertThat(edited.isComplete()).as("%s", edited.objects()).isTrue();
    assertThat(status(edited, "clash")).isEqualTo(ObjectStatus.CONVERTED);
    assertThat(rows(to, t("clash"), "HEX(k), n")).isEqualTo(rows(from, t("clash"), "HEX(k), n"));
    assertThat(
            rows(
                to,
                "information_schema.statistics WHERE index_name = 'kn' AND table_schema = '"
                    + database
                    + "'",
                "1"))
        .as("its index was built after the copy")
        .hasSize(1);
    assertThat(
            rows(
                to,
                "information_schema.tables WHERE table_comment = 'edited' AND table_schema = '"
                    + database
                    + "'",
                "1"))
        .hasSize(1);
  }

  @Test
  void anEditedStatementThatDoesNotFitFailsItsObjectAndIsForgottenByTheNext() throws Exception {
    run();
    to.execute("CREATE DATABASE IF NOT EXISTS " + database, "DROP TABLE IF EXISTS " + t("clash"));
    project().retry(name("clash"), "CREATE TABLE " + t("elsewhere") + " (id INT)");
    assertThat(error(run(), "clash")).contains("TARGET_MISMATCH", "no table " + t("clash"));
    project().retry(name("clash"), "CREATE TABLE " + t("clash") + " (k VARBINARY(40) PRIMARY KEY)");
    assertThat(error(run(), "clash")).contains("TARGET_MISMATCH", "without the columns [n]");
    to.execute("DROP TABLE " + t("clash"));
    project()
        .retry(
            name("clash"), "CREATE TABLE " + t("clash") + " (k VARBINARY(9) PRIMARY KEY, n INT)");
    assertThat(run().isComplete()).isTrue();
  }

  @Test
  @Thorough
  void anEditedStatementThatWouldBendValuesOrTellNoRowsFailsItsObject() throws Exception {
    from.execute(
        "CREATE TABLE "
            + t("bent")
            + " (id INT PRIMARY KEY, e ENUM('x','y'), d DECIMAL(9,3), t DATETIME(3), u INT)",
        "INSERT INTO " + t("bent") + " VALUES (1, 'y', 1.234, '2020-01-01 10:00:00.123', 7)");
    to.execute("CREATE DATABASE " + database, "CREATE TABLE " + t("bent") + " (b INT)");
    assertThat(error(run(), "bent")).contains("TARGET_MISMATCH");
    for (List<String> edited :
        List.of(
            List.of("id INT PRIMARY KEY, e VARCHAR(9), d DECIMAL(9,3), t DATETIME(3)", "labels"),
            List.of("id INT PRIMARY KEY, e ENUM('y','x'), d DECIMAL(9,3), t DATETIME(3)", "labels"),
            List.of(
                "id INT PRIMARY KEY, e ENUM('x','y'), d DECIMAL(9,2), t DATETIME(3)", "rounded"),
            List.of("id INT PRIMARY KEY, e ENUM('x','y'), d DECIMAL(9,3), t DATETIME", "rounded"),
            List.of("id INT, e ENUM('x','y'), d DECIMAL(9,3), t DATETIME(3)", "[id]"))) {
      to.execute("DROP TABLE " + t("bent"));
      project()
          .retry(name("bent"), "CREATE TABLE " + t("bent") + " (" + edited.get(0) + ", u INT)");
      MigrationResult result = run();
      assertThat(error(result, "bent"))
          .as("%s: %s", edited, result)
          .contains("TARGET_MISMATCH", edited.get(1));
    }
    to.execute("DROP TABLE " + t("bent"));
    project()
        .retry(
            name("bent"),
            "CREATE TABLE "
                + t("bent")
                + " (id BIGINT, e ENUM('x','y','z'), d DECIMAL(20,5), t DATETIME(6), u INT,"
                + " PRIMARY KEY (id, u)) PARTITION BY HASH (u) PARTITIONS 2");
    assertThat(status(run(), "bent")).isEqualTo(ObjectStatus.CONVERTED);
    assertThat(rows(to, t("bent"), "id, e, d + 0.000, t + INTERVAL 0 SECOND, u")).hasSize(1);
  }

  @Test
  void aTableThatWasDroppedBeginsFromTheStartWhenItIsRetried() throws Exception {
    to.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE " + t("sound") + " (id INT PRIMARY KEY, v VARCHAR(9), CHECK (id < 2))");
    assertThat(error(run(), "sound")).contains("VALUE_REFUSED");
    to.execute("DROP TABLE " + t("sound"));
    assertThat(error(run(), "sound")).contains("TARGET_MISMATCH");
    project().retry(name("sound"));
    assertThat(status(run(), "sound")).matches(status -> !status.isFailure());
    assertThat(rows(to, t("sound"), "*")).isEqualTo(rows(from, t("sound"), "*"));
  }

  @Test
  void whatDoesNotApplyIsRefusedByName() throws Exception {
    assertThat(refusal(() -> project().skip(name("sound")))).contains("never started");
    assertThat(project().release()).isFalse();
    run();
    assertThat(refusal(() -> project().skip(name("sound")))).contains("it is done");
    assertThat(refusal(() -> project().retry(name("sound")))).contains("it is done");
    assertThat(refusal(() -> project().retry(name("nobody")))).contains("no such object");
    assertThat(refusal(() -> project().retry(name("clash"), " "))).contains("is empty");
  }

  @Test
  void anEngineAtWorkIsFencedByAReleaseAndByAnOperation() throws Exception {
    OrdersFixture orders = new OrdersFixture(database + "_o", from, to);
    orders.create();
    try {
      // Each is the first engine of its project: counted from 0, both epochs would be 1.
      MigrationRun first = atWork(orders);
      first.pause();
      Awaitility.await()
          .atMost(Duration.ofMinutes(4))
          .until(() -> first.state() == RunState.PAUSED);
      releaseAndDrop(orders);
      try (MigrationRun anew = orders.project(0).start(threads)) {
        assertThat(anew.await().isComplete()).isTrue();
      }
      first.resume();
      assertThat(codeOf(first)).isEqualTo("STATE_FENCED");
      orders.assertEqual();

      releaseAndDrop(orders);
      MigrationRun second = atWork(orders);
      orders.project(0).retry(new ObjectName(database + "_o", "orders"));
      assertThat(codeOf(second)).isEqualTo("STATE_FENCED");
    } finally {
      orders.project(0).release();
      orders.drop();
    }
  }

  private void releaseAndDrop(OrdersFixture orders) {
    assertThat(orders.project(0).release()).isTrue();
    assertThat(orders.project(0).status()).isEmpty();
    to.execute("DROP DATABASE " + database + "_o");
  }

  @Test
  void releaseRemovesTheStateAndNothingElse() throws Exception {
    run();
    List<String> before = rows(to, t("sound"), "*");
    assertThat(project().release()).isTrue();
    assertThat(project().release()).isFalse();
    assertThat(project().status()).isEmpty();
    assertThat(rows(to, t("sound"), "*")).isEqualTo(before);
    for (String table : List.of("chunk", "object", "phase", "writer", "project")) {
      String column = table.equals("project") ? "name" : "project";
      if (exists(STATE, table)) {
        assertThat(
                rows(to, STATE + "." + table + " WHERE " + column + " = '" + database + "'", "1"))
            .as(table)
            .isEmpty();
      }
    }
  }

  @Test
  void theLastReleaseRemovesTheBookkeepingsSchema() throws Exception {
    String schema = database + "_state";
    MigrationProject project = project(o -> o.include(t("sound")), schema);
    try (MigrationRun run = project.start(threads)) {
      assertThat(run.await().isComplete()).isTrue();
    }
    assertThat(exists(schema, "project")).isTrue();
    assertThat(project.release()).isTrue();
    assertThat(rows(to, "information_schema.schemata WHERE schema_name = '" + schema + "'", "1"))
        .isEmpty();
  }

  private MigrationRun atWork(OrdersFixture orders) throws Exception {
    MigrationRun run = orders.project(3_000).start(threads);
    while (run.progress().map(p -> p.rows() < 1_000).orElse(true)) {
      assertThat(run.result()).isEmpty();
      Thread.sleep(20);
    }
    return run;
  }

  private static String codeOf(MigrationRun run) throws Exception {
    assertThat(run.await(Duration.ofMinutes(1))).isTrue();
    return run.result().orElseThrow().error().orElseThrow().code().name();
  }

  private static String refusal(ThrowingCallable operation) {
    MigrationException error = catchThrowableOfType(MigrationException.class, operation);
    assertThat(error).isNotNull();
    assertThat(error.code().name()).isEqualTo("OPERATION_REFUSED");
    return error.getMessage();
  }

  private MigrationResult run() throws Exception {
    try (MigrationRun run = project().start(threads)) {
      MigrationResult result = run.await();
      assertThat(result.error()).isEmpty();
      return result;
    }
  }

  private MigrationProject project() {
    return project(o -> o.include(database + ".*"), STATE);
  }

  private MigrationProject project(Consumer<ObjectSelection.Builder> objects, String schema) {
    return MigrationProject.builder(database)
        .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(objects)
        .phases(p -> p.schema().full())
        .stateSchema(schema)
        .build();
  }

  private ObjectName name(String table) {
    return new ObjectName(database, table);
  }

  private String t(String table) {
    return database + "." + table;
  }

  private static ObjectResult object(MigrationResult result, String table) {
    return result.objects().stream()
        .filter(o -> o.source().name().equals(table))
        .findFirst()
        .orElseThrow();
  }

  private static ObjectStatus status(MigrationResult result, String table) {
    return object(result, table).status();
  }

  private static String error(MigrationResult result, String table) {
    return object(result, table).error().orElse("");
  }

  private boolean exists(String table) throws Exception {
    return exists(database, table);
  }

  private boolean exists(String schema, String table) throws Exception {
    return !rows(
            to,
            "information_schema.tables WHERE table_schema = '"
                + schema
                + "' AND table_name = '"
                + table
                + "'",
            "1")
        .isEmpty();
  }

  private static List<String> rows(DatabaseServer server, String table, String columns)
      throws Exception {
    try (Connection connection = server.connect()) {
      return TableDigest.rows(connection, table, columns);
    }
  }
}
