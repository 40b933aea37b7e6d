package io.openoms.tck.tidb;

import io.openoms.MigrationProject;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.Endpoint;
import io.openoms.tck.SqlComparison;
import io.openoms.tck.TestedPair;
import io.openoms.tck.TestedServer;
import io.openoms.tck.ValueCases;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.KafkaServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.changefeed.FeedDelivery;
import io.openoms.testkit.tidb.TiDbStandIn;
import io.openoms.tidb.Changefeed;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** A database of a stand-in for TiDB, its changefeed on a real Kafka, and OceanBase as the sink. */
final class FollowedFeed implements AutoCloseable {

  /** Without daylight saving time, and not this library's own. */
  private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");

  private final String database = TestedPair.newName("feed");
  private final DatabaseServer server = ServerType.MYSQL_97.get().shared();
  private final TiDbStandIn front = TiDbStandIn.before(server);
  private final KafkaServer kafka;
  private final Topic topic;
  private final BinlogFeed feed;
  private final long seed;
  private final TestedPair pair;

  FollowedFeed(long seed, int partitions) {
    this(seed, partitions, KafkaServer.shared());
  }

  FollowedFeed(long seed, int partitions, KafkaServer kafka) {
    this.seed = seed;
    this.kafka = kafka;
    front.execute("CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
    FeedWriter.create(front, database);
    front.executeIn(
        database,
        ValueCases.statements().stream()
            .filter(statement -> !isInsert(statement))
            .toArray(String[]::new));
    this.topic = new Topic(kafka, partitions, Map.of());
    this.feed =
        new BinlogFeed(
            server, database, ZONE, topic, new FeedDelivery(partitions, seed, true, topic));
    DatabaseServer to = ServerType.OCEANBASE.get().shared();
    this.pair =
        new TestedPair(
            new TestedServer(front, endpoint()),
            new TestedServer(to, OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password())));
  }

  static boolean isInsert(String statement) {
    return statement.startsWith("INSERT");
  }

  private Endpoint endpoint() {
    return TiDbPair.endpoint(front)
        .changefeed(Changefeed.to(kafka.bootstrap(), topic.name()).timeZone(ZONE));
  }

  String database() {
    return database;
  }

  TestedPair pair() {
    return pair;
  }

  /** Starts to write, as an application would. */
  FeedWriter write() {
    return FeedWriter.start(front, database, seed);
  }

  void executeInDatabase(String... statements) {
    front.executeIn(database, statements);
  }

  /** Schema, full copy and changes. */
  MigrationProject project(Path spool) {
    return project(spool, pair.source().endpoint(), pair.sink().endpoint());
  }

  /** The same with other endpoints. */
  MigrationProject project(Path spool, Endpoint source, Endpoint sink) {
    return MigrationProject.builder(database)
        .source(source)
        .sink(sink)
        .objects(o -> o.include("`" + database + "`.*"))
        .phases(
            p ->
                p.schema()
                    .full(f -> f.chunkRows(20).rowsPerSecond(200))
                    .incremental(i -> i.spoolDirectory(spool).windowChanges(300)))
        .build();
  }

  void assertEqual() throws Exception {
    feed.check();
    SqlComparison sides = pair.compare(database);
    for (List<String> table :
        List.of(List.of("orders", "id, u, v, t"), List.of("words", "HEX(w), n, d, j"))) {
      sides.assertSameRows(table.get(0), table.get(1));
    }
  }

  @Override
  public void close() {
    feed.close();
    topic.close();
    front.close();
    server.execute("DROP DATABASE IF EXISTS " + database);
    pair.sink().server().execute("DROP DATABASE IF EXISTS " + database);
  }
}
