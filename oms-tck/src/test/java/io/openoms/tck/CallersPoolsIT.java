package io.openoms.tck;

import static io.openoms.testkit.ServerType.MYSQL_97;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.Rung;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The host's pools after each step of a project: every connection has the session that the host
 * gave it, or is gone.
 */
@WithServers
class CallersPoolsIT {

  private static final long ROWS = 1_000;
  private static final int STATEMENTS = 1_000;
  private static final Duration LONG = Duration.ofMinutes(4);

  /** Sessions of the host's own: none of these values is one that a migration uses. */
  private static final String AT_SOURCE =
      "sql_mode='STRICT_TRANS_TABLES',time_zone='%2B05:00',sql_safe_updates=1,"
          + "transaction_isolation='SERIALIZABLE',net_write_timeout=77,wait_timeout=999,max_execution_time=60000,"
          + "character_set_connection=utf8mb4,collation_connection=utf8mb4_unicode_ci";

  private static final String AT_SINK =
      "sql_mode='STRICT_TRANS_TABLES',time_zone='%2B05:00',wait_timeout=999,"
          + "transaction_isolation='SERIALIZABLE',collation_connection=utf8mb4_bin";

  /** Variables that differ between two statements, or two sessions, of themselves. */
  private static final Set<String> VOLATILE =
      Set.of(
          // OceanBase changes it by itself when memory is short.
          "ob_plan_cache_percentage",
          "timestamp",
          "pseudo_thread_id",
          "rand_seed1",
          "rand_seed2",
          "last_insert_id",
          "identity",
          "insert_id",
          "error_count",
          "warning_count",
          "statement_id",
          "ob_statement_trace_id",
          "ob_last_schema_version",
          "gtid_executed");

  private final DatabaseServer from;
  private final DatabaseServer to;
  private final String database = "pools_" + UUID.randomUUID().toString().substring(0, 8);
  private final SysbenchSchema schema = SysbenchSchema.of(database, 2, ROWS);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @TempDir Path spool;

  CallersPoolsIT(
      @Server(value = MYSQL_97, serverDefaults = true) DatabaseServer from,
      @Server(OCEANBASE) DatabaseServer to) {
    this.from = from;
    this.to = to;
  }

  @BeforeEach
  void create() {
    schema.create(from);
    from.execute(
        "CREATE VIEW "
            + database
            + ".v AS SELECT id FROM "
            + database
            + "."
            + schema.tables().get(0),
        "CREATE TABLE " + database + ".keyless (a INT)",
        "INSERT INTO " + database + ".keyless VALUES (1), (1)");
  }

  @AfterEach
  void drop() {
    threads.shutdownNow();
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  /** Every day one of each kind. */
  static Stream<HostPool> pools() {
    return Rung.isThorough()
        ? Stream.of(HostPool.values())
        : Stream.of(HostPool.PLAIN, HostPool.HIKARI_7);
  }

  @ParameterizedTest
  @MethodSource("pools")
  void eachConnectionComesBackAsItWasOrNever(HostPool kind) throws Exception {
    DataSource source = kind.open(from, AT_SOURCE);
    DataSource sink = kind.open(to, AT_SINK);
    try {
      Pools pools = new Pools(kind, source, sink);
      MigrationProject project = project(source, sink);
      project.precheck();
      pools.requireUnchanged("precheck");
      project.plan();
      pools.requireUnchanged("plan");
      try (MigrationRun run = project.start(threads)) {
        assertThat(run.awaitCaughtUp(LONG)).isTrue();
        pools.requireUnchanged(HostPool.SIZE / 2, "all phases, while following");
        cut();
        from.execute("INSERT INTO " + database + ".keyless VALUES (2)");
        assertThat(run.awaitCaughtUp(LONG)).isTrue();
        pools.requireUnchanged(HostPool.SIZE / 2, "a cut link");
        takeOver(project, run);
      }
      pools.requireUnchanged("takeover and close");
      project.release();
      pools.requireUnchanged("release");
      // What is no pool gives a new connection each time.
      for (int i = 0; i < (kind == HostPool.PLAIN ? HostPool.SIZE : STATEMENTS); i++) {
        pools.work();
      }
    } finally {
      close(source);
      close(sink);
    }
  }

  /** Ends the sessions that are at work, and leaves those that idle in the host's pool. */
  private void cut() throws SQLException {
    try (Connection connection = from.connect();
        Statement statement = connection.createStatement()) {
      List<String> ids = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT id FROM information_schema.processlist"
                  + " WHERE command LIKE 'Binlog Dump%'")) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
      assertThat(ids).isNotEmpty();
      for (String id : ids) {
        statement.execute("KILL " + id);
      }
    }
  }

  private void takeOver(MigrationProject project, MigrationRun first) throws Exception {
    try (MigrationRun second = project.start(threads)) {
      // The older engine notices it at its next commit.
      Awaitility.await()
          .atMost(LONG)
          .until(
              () -> {
                from.execute("INSERT INTO " + database + ".keyless VALUES (3)");
                return first.state() == RunState.FAILED;
              });
      assertThat(first.await().error().orElseThrow().code().name()).isEqualTo("STATE_FENCED");
      assertThat(second.awaitCaughtUp(LONG)).isTrue();
      second.finishIncremental();
      MigrationResult result = second.await();
      assertThat(result.error()).isEmpty();
      assertThat(result.state()).isEqualTo(RunState.COMPLETED);
    }
  }

  private MigrationProject project(DataSource source, DataSource sink) {
    return MigrationProject.builder(database)
        .source(MySql.from(source))
        .sink(OceanBase.from(sink))
        .objects(o -> o.include(database + ".*"))
        .phases(
            p ->
                p.schema()
                    .full(f -> f.readers(1).writers(1))
                    .incremental(i -> i.lanes(1).spoolDirectory(spool)))
        .build();
  }

  private static void close(DataSource source) throws Exception {
    if (source instanceof AutoCloseable closeable) {
      closeable.close();
    } else if (source.getClass().getName().startsWith("org.apache.tomcat")) {
      source.getClass().getMethod("close", boolean.class).invoke(source, true);
    }
  }

  /** The host's two pools, and the sessions that it expects from them. */
  private static final class Pools {

    private final HostPool kind;
    private final DataSource source;
    private final DataSource sink;
    private final Map<String, String> atSource;
    private final Map<String, String> atSink;

    Pools(HostPool kind, DataSource source, DataSource sink) throws SQLException {
      this.kind = kind;
      this.source = source;
      this.sink = sink;
      try (Connection one = source.getConnection();
          Connection other = sink.getConnection()) {
        this.atSource = session(one);
        this.atSink = session(other);
      }
    }

    /** No run is at work: all connections are there. */
    void requireUnchanged(String after) throws SQLException {
      requireUnchanged(HostPool.SIZE, after);
    }

    void requireUnchanged(int connections, String after) throws SQLException {
      int most = Math.min(connections, kind.connections());
      requireUnchanged(source, most, atSource, "the source's pool after " + after);
      requireUnchanged(sink, most, atSink, "the sink's pool after " + after);
    }

    private void requireUnchanged(
        DataSource pool, int connections, Map<String, String> expected, String as)
        throws SQLException {
      List<Connection> taken = new ArrayList<>();
      try {
        for (int i = 0; i < connections; i++) {
          Connection connection = pool.getConnection();
          taken.add(connection);
          assertThat(session(connection)).as("%s, %s", kind, as).isEqualTo(expected);
        }
      } finally {
        for (Connection connection : taken) {
          connection.close();
        }
      }
    }

    void work() throws SQLException {
      for (DataSource pool : List.of(source, sink)) {
        try (Connection connection = pool.getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute("SELECT 1");
        }
      }
    }

    private static Map<String, String> session(Connection connection) throws SQLException {
      Map<String, String> session = new TreeMap<>();
      session.put("JDBC auto-commit", "" + connection.getAutoCommit());
      session.put("JDBC read-only", "" + connection.isReadOnly());
      session.put("JDBC isolation", "" + connection.getTransactionIsolation());
      session.put("JDBC catalog", "" + connection.getCatalog());
      session.put("JDBC network time-out", "" + connection.getNetworkTimeout());
      session.put("JDBC warnings", "" + connection.getWarnings());
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SHOW SESSION VARIABLES")) {
        while (rows.next()) {
          String name = rows.getString(1).toLowerCase(Locale.ROOT);
          if (!VOLATILE.contains(name)) {
            session.put(name, "" + rows.getString(2));
          }
        }
      }
      return session;
    }
  }
}
