package io.openoms.tck.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.Endpoint;
import io.openoms.tck.MovingApplication;
import io.openoms.tck.SqlComparison;
import io.openoms.tck.SwitchedSqlShop;
import io.openoms.tck.TestedPair;
import io.openoms.tck.ValueCases;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.KafkaServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.changefeed.FeedDelivery;
import io.openoms.testkit.tidb.TiDbStandIn;
import io.openoms.tidb.Changefeed;
import io.openoms.tidb.TiDb;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * A shop at a stand-in for TiDB and at OceanBase, its changefeed on a real Kafka, the project that
 * moves the shop's application between them, and what both ends hold, by plain SQL.
 */
final class MovedFeed implements SwitchedSqlShop, AutoCloseable {

  private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");
  private static final int PARTITIONS = 3;
  private static final String USER = "oms_moved";

  private final String database = TestedPair.newName("tiback");
  private final DatabaseServer behind = Servers.mysql97().shared();
  private final DatabaseServer sink = Servers.oceanBase().shared();
  private final TiDbStandIn front = TiDbStandIn.before(behind);
  private final Path spool;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Topic topic = new Topic(KafkaServer.shared(), PARTITIONS, Map.of());
  private final BinlogFeed feed;
  private final MovingApplication application;

  MovedFeed(long seed, Path spool) {
    this.spool = spool;
    account(front);
    account(sink);
    front.execute("GRANT RESTRICTED_REPLICA_WRITER_ADMIN ON *.* TO " + USER);
    create();
    this.feed =
        new BinlogFeed(
            behind, database, ZONE, topic, new FeedDelivery(PARTITIONS, seed, true, topic));
    this.application = new MovingApplication(database, front, sink);
  }

  private static void account(DatabaseServer server) {
    server.execute(
        "DROP USER IF EXISTS " + USER, "CREATE USER " + USER, "GRANT ALL ON *.* TO " + USER);
  }

  private void create() {
    front.execute("CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
    front.executeIn(
        database,
        "CREATE TABLE orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, customer VARCHAR(40) NOT NULL,"
            + " amount INT NOT NULL, KEY (customer))",
        "CREATE TABLE item (order_id BIGINT NOT NULL, line INT NOT NULL, what VARCHAR(20),"
            + " PRIMARY KEY (order_id, line), CONSTRAINT fk_"
            + database
            + " FOREIGN KEY (order_id) REFERENCES orders (id))",
        "CREATE TABLE stock (id INT PRIMARY KEY, sold BIGINT NOT NULL)",
        "INSERT INTO stock VALUES (0,0),(1,0),(2,0),(3,0),(4,0),(5,0),(6,0)",
        "CREATE TABLE lots (id BIGINT PRIMARY KEY, u INT UNIQUE, half INT AS (u / 2) STORED)",
        ValueCases.statements().get(0));
    front.comment(database + ".lots", "`id`", "/*T![auto_rand] AUTO_RANDOM(5) */");
  }

  String database() {
    return database;
  }

  @Override
  public TiDbStandIn source() {
    return front;
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

  @Override
  public MigrationProject project(UnaryOperator<Endpoint> around, boolean verifies) {
    TiDb source =
        TiDb.at(front.jdbcUrl())
            .credentials(USER, "")
            .changefeed(
                Changefeed.to(KafkaServer.shared().bootstrap(), topic.name()).timeZone(ZONE));
    return MigrationProject.builder(database)
        .source(around.apply(source))
        .sink(around.apply(OceanBase.at(sink.jdbcUrl()).credentials(USER, "")))
        .objects(o -> o.include(database + ".*"))
        .phases(
            p ->
                p.schema()
                    .full()
                    .incremental(i -> i.spoolDirectory(spool))
                    .switchover(o -> o.verify(verifies))
                    .reverseIncremental())
        .build();
  }

  @Override
  public void assertEqual(String as) throws SQLException {
    feed.check();
    SqlComparison sides = new SqlComparison(front, sink, database);
    sides.assertSameRows("orders", "id, customer, amount");
    sides.assertSameRows("item", "order_id, line, what");
    sides.assertSameRows("stock", "id, sold");
    sides.assertSameRows("lots", "id, u, half");
    for (String columns : ValueCases.columns()) {
      sides.assertSameRows(ValueCases.NAME, columns);
    }
    assertThat(placed()).as(as).isEqualTo(application.placed());
    assertThat(number(sink, "SELECT SUM(sold) FROM " + database + ".stock"))
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

  /** Rows of the bookkeeping at the source that tell of the project; other tests have theirs. */
  long kept() throws SQLException {
    long tables =
        number(
            behind,
            "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'oms_state'"
                + " AND table_name = 'project'");
    return tables == 0
        ? 0
        : number(
            behind, "SELECT COUNT(*) FROM oms_state.project WHERE name LIKE '" + database + "%'");
  }

  static long number(DatabaseServer server, String query) throws SQLException {
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
    feed.close();
    topic.close();
    front.close();
    sink.execute("SET GLOBAL read_only = 0", "DROP DATABASE IF EXISTS " + database);
    behind.execute("DROP DATABASE IF EXISTS " + database);
  }
}
