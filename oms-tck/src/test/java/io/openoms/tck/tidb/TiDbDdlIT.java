package io.openoms.tck.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.IncrementalOptions;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.error.MigrationException;
import io.openoms.oceanbase.OceanBase;
import io.openoms.tck.DdlScript;
import io.openoms.tck.SqlComparison;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.KafkaServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.changefeed.FeedDelivery;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.tidb.TiDbStandIn;
import io.openoms.tidb.Changefeed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes of definitions that a changefeed delivers are made at OceanBase in their place among the
 * changes of rows, while the engine runs and after it was away; what cannot be made stops by name.
 */
class TiDbDdlIT {

  private static final Duration LONG = Duration.ofMinutes(4);
  private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");
  private static final int PARTITIONS = 3;

  /** Each table has a key before and behind each of them. */
  private static final List<String> CHANGES =
      List.of(
          "kept: ALTER TABLE kept ADD COLUMN d INT NOT NULL DEFAULT 7",
          "kept: ALTER TABLE kept ADD e VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin FIRST,"
              + " ADD f DATETIME(3) AFTER a, ADD KEY (f), ADD UNIQUE KEY (e)",
          "kept: ALTER TABLE kept DROP COLUMN a, DROP COLUMN f",
          "kept: ALTER TABLE kept CHANGE b bb VARCHAR(30) DEFAULT 'x' COMMENT 'it''s'",
          "kept: ALTER TABLE kept MODIFY bb VARCHAR(30) AFTER id, ADD g INT AS (c + d)",
          "kept: ALTER TABLE kept ALTER d DROP DEFAULT, COMMENT 'new'",
          "keys: CREATE UNIQUE INDEX by_b ON `keys` (b)",
          "keys: DROP INDEX by_a ON `keys`",
          "keys: ALTER TABLE `keys` DROP COLUMN b, ADD INDEX by_c (c)",
          "keys: ALTER TABLE `keys` DROP PRIMARY KEY, ADD PRIMARY KEY (id, c)",
          "emptied: TRUNCATE TABLE emptied",
          "emptied: ALTER TABLE emptied AUTO_INCREMENT = 1000",
          "emptied: TRUNCATE emptied",
          "typed: ALTER TABLE typed MODIFY a BIGINT",
          "typed: ALTER TABLE typed MODIFY b VARCHAR(200), ADD e ENUM('a', 'b') NOT NULL DEFAULT 'b'",
          "typed: ALTER TABLE typed MODIFY e ENUM('a', 'b', 'c') NOT NULL DEFAULT 'b'",
          "typed: ALTER TABLE typed ADD j JSON, ADD x VARBINARY(10) DEFAULT 'a',"
              + " ADD y DECIMAL(10, 2) NOT NULL, ADD s VARCHAR(5) NOT NULL",
          "typed: ALTER TABLE typed MODIFY y DECIMAL(14, 4) NOT NULL DEFAULT 1.5");

  /** What the sink shows in its own way. */
  private static final String OF_THE_SINK = "column typed.x default: 0x61 -> a";

  private static final Pattern TRANSACTION = Pattern.compile("replaceDdl\\(\"([^\"]*)\"");

  @TempDir private Path directory;
  private final String database = TestedPair.newName("feddl");
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final DatabaseServer behind = ServerType.MYSQL_97.get().shared();
  private final DatabaseServer sink = ServerType.OCEANBASE.get().shared();
  private final TiDbStandIn front = TiDbStandIn.before(behind);
  private final DdlScript script = DdlScript.of(front, database, CHANGES);
  private final Topic topic = new Topic(KafkaServer.shared(), PARTITIONS, Map.of());
  private BinlogFeed feed;

  @BeforeEach
  void create() {
    script.create();
    feed =
        new BinlogFeed(
            behind,
            database,
            ZONE,
            topic,
            new FeedDelivery(PARTITIONS, Seed.ofTheDay(), true, topic));
  }

  @AfterEach
  void drop() {
    threads.shutdownNow();
    feed.close();
    topic.close();
    front.close();
    behind.execute("DROP DATABASE IF EXISTS " + database);
    sink.execute("DROP DATABASE IF EXISTS " + database);
  }

  private MigrationProject project(Consumer<IncrementalOptions.Builder> options) {
    return MigrationProject.builder(database)
        .source(
            TiDbPair.endpoint(front)
                .changefeed(
                    Changefeed.to(KafkaServer.shared().bootstrap(), topic.name()).timeZone(ZONE)))
        .sink(OceanBase.at(sink.jdbcUrl()).credentials(sink.user(), sink.password()))
        .objects(o -> o.include(database + ".*"))
        .phases(
            p ->
                p.schema()
                    .full()
                    .incremental(
                        i -> options.accept(i.spoolDirectory(directory).windowChanges(50))))
        .build();
  }

  /** Follows until all that stands in the log is applied. */
  private MigrationResult follow(Consumer<IncrementalOptions.Builder> options) throws Exception {
    try (MigrationRun run = project(options).start(threads)) {
      boolean isCaughtUp = run.awaitCaughtUp(LONG);
      String progress = run.progress() + "; " + feed;
      run.finishIncremental();
      MigrationResult result = run.await();
      feed.check();
      assertThat(isCaughtUp || result.error().isPresent()).as(progress).isTrue();
      return result;
    }
  }

  @Test
  void eachChangeIsMadeInItsPlace() throws Exception {
    TiDbFollowIT.assertComplete(follow(i -> {}));
    script.run(0, 2);
    try (MigrationRun run = project(i -> {}).start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.progress()).isTrue();
      script.run(1, 2);
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.progress()).isTrue();
      run.finishIncremental();
      TiDbFollowIT.assertComplete(run.await());
    }
    feed.check();
    script.assertEqual(sink, OF_THE_SINK);
  }

  @Test
  void whatCannotBeMadeExactlyStopsByNameWithWaysOn() throws Exception {
    TiDbFollowIT.assertComplete(follow(i -> {}));
    front.executeIn(
        database,
        "ALTER TABLE kept MODIFY b VARCHAR(5)",
        "INSERT INTO kept (id, a, b, c) VALUES (70, 1, 'short', 1)");
    MigrationException stop = follow(i -> {}).error().orElseThrow();
    assertThat(stop.code().name()).isEqualTo("DDL_NOT_FOLLOWED");
    assertThat(stop.getMessage())
        .contains("MODIFY b VARCHAR(5)", "column b goes from varchar(10) to", database + ".kept");

    Matcher transaction = TRANSACTION.matcher(stop.getMessage());
    assertThat(transaction.find()).isTrue();
    TiDbFollowIT.assertComplete(follow(i -> i.replaceDdl(transaction.group(1), "")));
    front.executeIn(
        database,
        "ALTER TABLE kept ADD z INT",
        "INSERT INTO kept (id, a, b, c, z) VALUES (71, 1, 'short', 1, 1)");
    TiDbFollowIT.assertComplete(follow(i -> i.replaceDdl(transaction.group(1), "")));
    new SqlComparison(front, sink, database).assertSameRows("kept", "id, a, b, c, z");
  }

  /** What it had stays at the sink; the others go on. */
  @Test
  void aTableThatIsDroppedEndsAndTheOthersGoOn() throws Exception {
    TiDbFollowIT.assertComplete(follow(i -> {}));
    try (MigrationRun run = project(i -> {}).start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.progress()).isTrue();
      front.executeIn(
          database, "DROP TABLE typed", "INSERT INTO kept (id, a, b, c) VALUES (70, 1, 'more', 1)");
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.progress()).isTrue();
      run.finishIncremental();
      TiDbFollowIT.assertComplete(run.await());
    }
    new SqlComparison(front, sink, database).assertSameRows("kept", "id, a, b, c");
    assertThat(MovedFeed.number(sink, "SELECT COUNT(*) FROM " + database + ".typed")).isEqualTo(2);
  }
}
