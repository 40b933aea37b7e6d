package io.openoms.tck;

import static io.openoms.testkit.ServerType.MYSQL_97;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.openoms.ConnectionsNeeded;
import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.PrecheckItem;
import io.openoms.RunState;
import io.openoms.event.ErrorEvent;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import io.openoms.testkit.sample.SysbenchSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pools of the host that are too small are named before a run begins; the smallest ones do. */
@WithServers
class SmallPoolsIT {

  private static final Duration LONG = Duration.ofMinutes(4);
  private static final int ROWS = 2_000;

  private final DatabaseServer from;
  private final DatabaseServer to;
  private final String database = "small_" + UUID.randomUUID().toString().substring(0, 8);
  private final SysbenchSchema schema = SysbenchSchema.of(database, 3, ROWS);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<ErrorEvent> errors = Collections.synchronizedList(new ArrayList<>());

  @TempDir private Path spool;

  SmallPoolsIT(@Server(MYSQL_97) DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) {
    this.from = from;
    this.to = to;
  }

  @BeforeEach
  void create() {
    schema.create(from);
    from.execute(
        "CREATE TABLE " + database + ".keyless (a INT)",
        "INSERT INTO " + database + ".keyless VALUES (1), (1)");
  }

  @AfterEach
  void drop() {
    threads.shutdownNow();
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void aPoolThatIsTooSmallIsNamedByThePrecheckAndBeginsNothing() throws Exception {
    try (HikariDataSource source = pool(from, 20);
        HikariDataSource sink = pool(to, 1)) {
      MigrationProject project = project(source, sink);
      assertThat(project.precheck().failures())
          .singleElement()
          .satisfies(
              item -> {
                assertThat(item.check()).isEqualTo("CONNECTIONS");
                assertThat(item.subject()).startsWith("sink: ");
                assertThat(item.advice())
                    .contains(" " + project.connectionsNeeded().sink() + " connections");
              });
      try (MigrationRun run = project.start(threads)) {
        assertThat(run.await(Duration.ofMinutes(2))).isTrue();
        MigrationResult result = run.await();
        assertThat(result.error().orElseThrow().code().name()).isEqualTo("PRECHECK_FAILED");
        assertThat(result.error().orElseThrow().getMessage()).contains("CONNECTIONS: sink");
      }
      assertThat(databasesAtTheSink()).isZero();
    }
  }

  @Test
  void theSmallestPoolsCopyFollowAndVerify() throws Exception {
    ConnectionsNeeded least =
        project(new HikariDataSource(), new HikariDataSource()).leastConnections();
    try (HikariDataSource source = pool(from, least.source());
        HikariDataSource sink = pool(to, least.sink())) {
      MigrationProject project = project(source, sink);
      assertThat(project.precheck().failures()).isEmpty();
      assertThat(project.precheck().items())
          .filteredOn(item -> item.check().equals("THREADS"))
          .singleElement()
          .satisfies(
              item ->
                  assertThat(item.subject()).contains(" " + project.threadsNeeded() + " threads"));
      assertThat(project.precheck().items())
          .filteredOn(item -> item.check().equals("CONNECTIONS"))
          .extracting(PrecheckItem::status)
          .containsExactly(PrecheckItem.Status.WARNING, PrecheckItem.Status.WARNING);
      try (MigrationRun run = project.start(threads)) {
        assertThat(run.awaitCaughtUp(LONG)).isTrue();
        from.execute(
            "INSERT INTO " + database + ".keyless VALUES (2)",
            "DELETE FROM " + database + "." + schema.tables().get(0) + " WHERE id < 100");
        assertThat(run.awaitCaughtUp(LONG)).isTrue();
        Awaitility.await().atMost(LONG).until(() -> run.verification().last().isPresent());
        assertThat(run.verification().last().orElseThrow().isConsistent()).isTrue();
        run.finishIncremental();
        MigrationResult result = run.await();
        assertThat(result.error()).isEmpty();
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
      }
      assertThat(errors).isEmpty();
    }
    assertThat(rows(to, "keyless")).isEqualTo(3);
    for (String table : schema.tables()) {
      assertThat(rows(to, table)).isEqualTo(rows(from, table));
    }
  }

  private MigrationProject project(DataSource source, DataSource sink) {
    return MigrationProject.builder(database)
        .source(MySql.from(source))
        .sink(OceanBase.from(sink))
        .objects(o -> o.include(database + ".*"))
        .phases(p -> p.schema().full().incremental(i -> i.spoolDirectory(spool)).verification())
        .listener(
            new MigrationListener() {
              @Override
              public void onError(ErrorEvent event) {
                errors.add(event);
              }
            })
        .build();
  }

  private static HikariDataSource pool(DatabaseServer server, int connections) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(server.jdbcUrl());
    pool.setUsername(server.user());
    pool.setPassword(server.password());
    pool.setMaximumPoolSize(connections);
    return pool;
  }

  private int databasesAtTheSink() throws SQLException {
    return number(
        to,
        "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = '" + database + "'");
  }

  private int rows(DatabaseServer server, String table) throws SQLException {
    return number(server, "SELECT COUNT(*) FROM " + database + "." + table);
  }

  private static int number(DatabaseServer server, String query) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
