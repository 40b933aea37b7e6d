package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.IncrementalOptions;
import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.spi.Endpoint;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.LinkProxy;
import io.openoms.testkit.ServerSpec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * A shop at two servers, the project that moves its application between them, and what both ends
 * hold, by plain SQL.
 */
final class MovedShop implements SwitchedSqlShop, AutoCloseable {

  private final DatabaseServer source;
  private final DatabaseServer sink;
  private final Path spool;
  private final String database = TestedPair.newName("moved");
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final MovingApplication application;

  MovedShop(ServerSpec from, ServerSpec to, Path spool) {
    this(from.shared(), to.shared(), spool);
  }

  MovedShop(DatabaseServer from, DatabaseServer to, Path spool) {
    this.source = from;
    this.sink = to;
    this.spool = spool;
    create();
    this.application = new MovingApplication(database, source, sink);
  }

  private void create() {
    SwitchAccounts.make(source);
    SwitchAccounts.make(sink);
    source.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE "
            + database
            + ".orders (id BIGINT AUTO_INCREMENT PRIMARY KEY,"
            + " customer VARCHAR(40) NOT NULL, amount INT NOT NULL, KEY (customer))",
        "CREATE TABLE "
            + database
            + ".item (order_id BIGINT NOT NULL, line INT NOT NULL,"
            + " what VARCHAR(20), PRIMARY KEY (order_id, line), CONSTRAINT fk_"
            + database
            + " FOREIGN KEY (order_id) REFERENCES "
            + database
            + ".orders (id))",
        "CREATE TABLE " + database + ".stock (id INT PRIMARY KEY, sold BIGINT NOT NULL)",
        "INSERT INTO " + database + ".stock VALUES (0,0),(1,0),(2,0),(3,0),(4,0),(5,0),(6,0)");
  }

  @Override
  public DatabaseServer source() {
    return source;
  }

  @Override
  public DatabaseServer sink() {
    return sink;
  }

  @Override
  public MovingApplication application() {
    return application;
  }

  @Override
  public ExecutorService threads() {
    return threads;
  }

  /** Starts an engine whose links may be broken. */
  MigrationRun start(LinkProxy toSource, LinkProxy toSink) {
    return builder(SwitchAccounts.end(source, toSource), SwitchAccounts.end(sink, toSink), true)
        .build()
        .start(threads);
  }

  /** Starts an engine on threads of the caller's own, which is listened to. */
  MigrationRun start(ExecutorService own, MigrationListener listener) {
    return builder(SwitchAccounts.end(source), SwitchAccounts.end(sink), true)
        .listener(listener)
        .build()
        .start(own);
  }

  @Override
  public MigrationProject project(UnaryOperator<Endpoint> around, boolean verifies) {
    return builder(
            around.apply(SwitchAccounts.end(source)),
            around.apply(SwitchAccounts.end(sink)),
            verifies)
        .build();
  }

  private MigrationProject.Builder builder(Endpoint from, Endpoint to, boolean verifies) {
    return MigrationProject.builder(database)
        .source(from)
        .sink(to)
        .objects(o -> o.include(database + ".*"))
        .phases(
            p ->
                p.schema()
                    .full()
                    .incremental(i -> beating(i.spoolDirectory(spool)))
                    .switchover(s -> s.verify(verifies))
                    .reverseIncremental());
  }

  private void beating(IncrementalOptions.Builder options) {
    if (!source.version().contains("OceanBase")) {
      options.heartbeat(Duration.ofMillis(500));
    }
  }

  @Override
  public void assertEqual(String as) throws SQLException {
    SqlComparison comparison = new SqlComparison(source, sink, database);
    comparison.assertSameRows("orders", "id, customer, amount");
    comparison.assertSameRows("item", "order_id, line, what");
    comparison.assertSameRows("stock", "id, sold");
    assertThat(placed()).as(as).isEqualTo(application.placed());
    assertThat(one("SELECT SUM(sold) FROM " + database + ".stock"))
        .as(as)
        .isEqualTo(application.placed().size());
  }

  private Set<MovingApplication.Placed> placed() throws SQLException {
    Set<MovingApplication.Placed> placed = new HashSet<>();
    try (Connection connection = sink.connect();
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery("SELECT id, customer FROM " + database + ".orders")) {
      while (rows.next()) {
        assertThat(placed.add(new MovingApplication.Placed(rows.getLong(1), rows.getString(2))))
            .isTrue();
      }
    }
    return placed;
  }

  /** Changes a row there and back as an account with all rights, until it is over. */
  void touch(DatabaseServer at, AtomicBoolean over) {
    String change = "UPDATE " + database + ".stock SET sold = sold %s 1 WHERE id = 0";
    try (Connection connection = at.connect();
        Statement sql = connection.createStatement()) {
      while (!over.get()) {
        sql.execute(change.formatted("+"));
        sql.execute(change.formatted("-"));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds a line of an order that is not there, or removes it. */
  void orphan(boolean isThere) throws SQLException {
    try (Connection connection = source.connect();
        Statement sql = connection.createStatement()) {
      sql.execute("SET SESSION foreign_key_checks = 0");
      sql.execute(
          isThere
              ? "INSERT INTO " + database + ".item VALUES (987654321, 1, 'nothing')"
              : "DELETE FROM " + database + ".item WHERE order_id = 987654321");
    }
  }

  /** How many foreign keys the sink has. */
  long foreignKeysAtSink() throws SQLException {
    return one(
        "SELECT COUNT(*) FROM information_schema.table_constraints WHERE table_schema = '"
            + database
            + "' AND constraint_type = 'FOREIGN KEY'");
  }

  /** Triggers and schemas of the engine's own at either end. */
  List<Long> leftovers() throws SQLException {
    String query =
        "SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema = '"
            + database
            + "' AND trigger_name LIKE 'oms%'";
    return List.of(number(source, query), number(sink, query));
  }

  /** Tables of rows that are sent ahead at either end. */
  List<Long> probes() throws SQLException {
    String query =
        "SELECT COUNT(*) FROM information_schema.tables WHERE table_name LIKE 'probe\\_%'";
    return List.of(number(source, query), number(sink, query));
  }

  private long one(String query) throws SQLException {
    return number(sink, query);
  }

  private static long number(DatabaseServer server, String query) throws SQLException {
    try (Connection connection = server.connect();
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Removes what the project keeps; applications may write to both ends then. */
  void release() {
    project(end -> end, true).release();
  }

  @Override
  public void close() {
    application.close();
    release();
    threads.shutdownNow();
    thaw(source);
    thaw(sink);
    source.execute("DROP DATABASE IF EXISTS " + database);
    sink.execute("DROP DATABASE IF EXISTS " + database);
  }

  /** For the tests that come after one that failed. */
  private static void thaw(DatabaseServer server) {
    if (server.version().startsWith("8.") || server.version().startsWith("9.")) {
      server.execute("SET GLOBAL super_read_only = 0");
    }
    server.execute("SET GLOBAL read_only = 0");
  }
}
