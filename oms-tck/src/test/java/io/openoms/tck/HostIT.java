package io.openoms.tck;

import static io.openoms.testkit.ServerType.MYSQL_80;
import static io.openoms.testkit.ServerType.MYSQL_97;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.mysql.cj.jdbc.MysqlDataSource;
import com.zaxxer.hikari.HikariDataSource;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.Endpoint;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import io.openoms.testkit.sample.SysbenchSchema;
import io.openoms.testkit.sample.TableChecksum;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.slf4j.LoggerFactory;

/** The library inside a host program: its threads, its data sources, its logs, its secrets. */
@WithServers
class HostIT {

  private static final String SECRET = "Planted-Secret-7";
  private static final long ROWS = 5_000;

  private final DatabaseServer from;
  private final DatabaseServer to;
  private final String database = "host_" + UUID.randomUUID().toString().substring(0, 8);
  private final SysbenchSchema schema = SysbenchSchema.of(database, 2, ROWS);

  HostIT(
      @Server(value = MYSQL_97, serverDefaults = true) DatabaseServer from,
      @Server(OCEANBASE) DatabaseServer to) {
    this.from = from;
    this.to = to;
  }

  @BeforeEach
  void create() {
    schema.create(from);
  }

  @AfterEach
  void drop() {
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void virtualThreadsDoAllTheWork() throws Exception {
    ExecutorService virtual =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    assertMoves(source(), sink(), virtual);
  }

  @Test
  void theCallersDataSourcesAreUsedAndLeftOpen() throws Exception {
    MysqlDataSource plain = new MysqlDataSource();
    plain.setUrl(from.jdbcUrl());
    plain.setUser(from.user());
    plain.setPassword(from.password());
    try (HikariDataSource pooled = new HikariDataSource()) {
      pooled.setJdbcUrl(to.jdbcUrl() + "?useAffectedRows=true");
      pooled.setUsername(to.user());
      pooled.setPassword(to.password());
      assertMoves(MySql.from(plain), OceanBase.from(pooled), Executors.newCachedThreadPool());
      assertThat(pooled.isClosed()).isFalse();
      try (Connection connection = pooled.getConnection()) {
        assertThat(connection.isValid(5)).isTrue();
      }
    }
  }

  @Test
  void noSecretReachesLogsErrorsOrState(@Server(MYSQL_80) DatabaseServer other) throws Exception {
    // Drivers and pools log, too.
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> logs = new ListAppender<>();
    logs.start();
    root.addAppender(logs);
    Level before = root.getLevel();
    root.setLevel(Level.TRACE);
    List<String> said = new ArrayList<>();
    // MySQL's driver writes there unless a logger is set.
    PrintStream errors = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    other.execute("CREATE USER " + database + " IDENTIFIED BY '" + SECRET + "'");
    try {
      // A user without rights, a wrong password, and a URL that carries the password itself.
      for (Endpoint source :
          List.of(
              MySql.at(other.jdbcUrl()).credentials(database, SECRET),
              MySql.at(from.jdbcUrl()).credentials("nobody", SECRET),
              MySql.at(from.jdbcUrl() + "?password=" + SECRET).credentials("nobody", ""),
              MySql.at(from.jdbcUrl())
                  .credentials(from.user(), "")
                  .property("trustCertificateKeyStorePassword", SECRET))) {
        MigrationProject project = project(source, sink());
        said.add(project.toString() + source);
        said.add(project.precheck().toString());
        MigrationResult result = run(project, Executors.newCachedThreadPool());
        said.add(result.toString());
        result.error().ifPresent(error -> said.add(stackTrace(error)));
      }
    } finally {
      System.setErr(errors);
      root.detachAppender(logs);
      root.setLevel(before);
      other.execute("DROP USER " + database);
    }
    said.add(written.toString(StandardCharsets.UTF_8));
    assertThat(logs.list)
        .extracting(ILoggingEvent::getLoggerName)
        .anyMatch(n -> n.contains("Hikari"));
    for (ILoggingEvent event : logs.list) {
      said.add(event.getFormattedMessage());
      // With the causes: a driver's own message is where a secret would stand.
      said.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    try (Connection connection = to.connect()) {
      for (String table : List.of("project", "phase", "object", "milestone", "chunk", "writer")) {
        said.addAll(TableDigest.rows(connection, "oms_state." + table, "*"));
      }
    }
    String hex = HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.UTF_8));
    assertThat(said).isNotEmpty().noneMatch(text -> text.contains(SECRET) || text.contains(hex));
  }

  private void assertMoves(Endpoint source, Endpoint sink, ExecutorService threads)
      throws Exception {
    MigrationResult result = run(project(source, sink), threads);
    assertThat(result.error()).isEmpty();
    assertThat(result.isComplete()).isTrue();
    try (Connection left = from.connect();
        Connection right = to.connect()) {
      for (String table : schema.tables()) {
        TableChecksum arrived = TableChecksum.of(right, database, table);
        assertThat(arrived.rows()).isEqualTo(ROWS);
        assertThat(arrived).isEqualTo(TableChecksum.of(left, database, table));
      }
    }
  }

  private static String stackTrace(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static MigrationResult run(MigrationProject project, ExecutorService threads)
      throws InterruptedException {
    try (MigrationRun run = project.start(threads)) {
      return run.await();
    } finally {
      threads.shutdownNow();
    }
  }

  private MigrationProject project(Endpoint source, Endpoint sink) {
    return MigrationProject.builder(database)
        .source(source)
        .sink(sink)
        .objects(o -> o.include(database + ".*"))
        .phases(p -> p.schema().full())
        .build();
  }

  private Endpoint source() {
    return MySql.at(from.jdbcUrl()).credentials(from.user(), from.password());
  }

  private Endpoint sink() {
    return OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password());
  }
}
