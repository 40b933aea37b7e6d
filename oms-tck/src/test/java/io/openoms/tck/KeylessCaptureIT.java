package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Seed;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables of OceanBase without a key are followed through triggers: the same row is there many
 * times, and each change of one of them arrives once. Rows are compared by plain SQL.
 */
class KeylessCaptureIT {

  private static final Duration LONG = Duration.ofMinutes(4);
  private static final String TABLE = "bag";

  private final DatabaseServer server = Servers.oceanBase().shared();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String database = TestedPair.newName("bagged");
  private final String copy = database + "_copy";
  private final AtomicLong transactions = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();
  @TempDir Path spool;

  @BeforeEach
  void create() {
    server.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE "
            + database
            + ".bag (a INT, c CHAR(6), d DECIMAL(8,2), at DATETIME(3), ts TIMESTAMP NULL, w"
            + " VARCHAR(20), t TEXT, f FLOAT, u INT, z INT UNSIGNED ZEROFILL, twice INT AS (a * 2)"
            + " STORED, UNIQUE KEY (u))",
        "CREATE TABLE " + database + ".floating (f FLOAT, t TEXT)",
        "INSERT INTO " + database + ".floating VALUES (0.1, 't')");
    for (int i = 0; i < 20; i++) {
      server.execute("INSERT INTO " + database + ".bag (a, w) VALUES (1, 'same'), (NULL, NULL)");
    }
  }

  @AfterEach
  void end() {
    over.set(true);
    project(TABLE).release();
    threads.shutdownNow();
    server.execute("DROP DATABASE IF EXISTS " + database, "DROP DATABASE IF EXISTS " + copy);
  }

  private MigrationProject project(String table) {
    return MigrationProject.builder(database)
        .source(Accounts.captured(server))
        .sink(Accounts.sink(server))
        .objects(
            o -> o.include(database + "." + table).map(database + "." + table, copy + "." + table))
        .phases(p -> p.schema().full().incremental(i -> i.spoolDirectory(spool).windowChanges(100)))
        .build();
  }

  @Test
  void everyChangeOfARowThatIsThereManyTimesArrivesOnce() throws Exception {
    List<Future<?>> writers = List.of(threads.submit(write(3)), threads.submit(write(4)));
    Awaitility.await().atMost(LONG).until(() -> transactions.get() > 20);
    // Once more from its position, with a spool of captured changes and without.
    for (int i = 0; i < 2; i++) {
      try (MigrationRun run = project(TABLE).start(threads)) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        long before = transactions.get();
        Awaitility.await().atMost(LONG).until(() -> transactions.get() > before + 60);
        if (i == 1) {
          over.set(true);
          for (Future<?> writer : writers) {
            writer.get(1, TimeUnit.MINUTES);
          }
          assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
          run.finishIncremental();
          assertThat(run.await().error()).isEmpty();
        }
      }
    }
    assertThat(rows(copy)).isEqualTo(rows(database)).isNotEmpty();
  }

  @Test
  void aTableWithoutAColumnThatTriggersCanLogIsRefusedByName() {
    assertThat(project("floating").plan().objects())
        .singleElement()
        .satisfies(
            object ->
                assertThat(object.faults().toString())
                    .contains("CHANGES_UNFOLLOWABLE", "has no key"));
  }

  /**
   * Triggers log the number 6, and the kernel's queries show 0000000006; spaces that are written
   * behind a CHAR, and none is read; whole seconds without a fraction, and queries show one.
   */
  @Test
  void aKeyThatATriggerSeesOtherwiseThanAQueryIsFollowed() throws Exception {
    server.execute(
        "CREATE TABLE "
            + database
            + ".seen (id INT UNSIGNED ZEROFILL, d DECIMAL(8,2) UNSIGNED ZEROFILL, c CHAR(5),"
            + " ts TIMESTAMP(4), v INT, PRIMARY KEY (id, d, c, ts))",
        "INSERT INTO " + database + ".seen VALUES (6, 1.5, 'a ', '2024-01-01 00:00:00', 1)",
        "INSERT INTO " + database + ".seen VALUES (7, 2, 'b ', '2024-01-01 00:00:00.5', 1)");
    try (MigrationRun run = project("seen").start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      server.execute(
          "UPDATE " + database + ".seen SET v = 2 WHERE id = 6",
          "DELETE FROM " + database + ".seen WHERE id = 7",
          "INSERT INTO " + database + ".seen VALUES (8, 3.25, 'c  ', '2024-01-02 00:00:00', 1)",
          "UPDATE " + database + ".seen SET c = CONCAT(c, 'x ') WHERE id = 8",
          "INSERT INTO " + database + ".seen VALUES (9, 3.25, 'd  ', '2024-01-02 00:00:00', 1)");

      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
    }
    try (Connection connection = server.connect()) {
      assertThat(TableDigest.rows(connection, copy + ".seen", "*"))
          .isEqualTo(TableDigest.rows(connection, database + ".seen", "*"))
          .hasSize(3);
    }
    project("seen").release();
  }

  private List<String> rows(String from) throws SQLException {
    try (Connection connection = server.connect()) {
      return TableDigest.rows(connection, from + "." + TABLE, "*");
    }
  }

  private Runnable write(int number) {
    Random random = new Random(Seed.ofTheDay() + number);
    return () -> {
      try (Connection connection = server.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("SET time_zone = '" + (number % 2 == 0 ? "+05:30" : "-03:00") + "'");
        while (!over.get()) {
          connection.setAutoCommit(random.nextInt(3) == 0);
          int count = connection.getAutoCommit() ? 1 : 1 + random.nextInt(4);
          for (int i = 0; i < count; i++) {
            attempt(statement, statement(random).replace("BAG", database + ".bag"));
          }
          if (!connection.getAutoCommit()) {
            attempt(statement, random.nextInt(5) == 0 ? "ROLLBACK" : "COMMIT");
          }
          transactions.incrementAndGet();
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static void attempt(Statement statement, String sql) throws SQLException {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      // A unique value that is there, a deadlock, a commit of what that has undone.
      statement.clearWarnings();
    }
  }

  private static String statement(Random random) {
    int k = random.nextInt(6);
    int v = random.nextInt(9);
    return switch (random.nextInt(12)) {
      case 0, 1, 2 ->
          "INSERT INTO BAG (z, a, c, d, at, ts, w, t, f) VALUES (%2$d, %1$d, 'c%1$d  ', %2$d.255, '2024-02-29 12:00:00.0%2$d6', '2024-03-01 00:00:0%2$d', 'w ', 't%2$d', 0.1), (NULL, %1$d, NULL, NULL, NULL, NULL, 'ä', 't', 1.5)"
              .formatted(k, v);
      case 3 -> "INSERT INTO BAG (a, w) VALUES (1, 'same'), (1, 'same'), (1, 'same')";
      case 4 -> "INSERT IGNORE INTO BAG (a, u, t) VALUES (%d, %d, 'i%d')".formatted(v, k, v);
      case 5 -> "REPLACE INTO BAG (a, u, w) VALUES (%d, %d, 'r%d')".formatted(k, v, k);
      case 6 ->
          "UPDATE BAG SET t = CONCAT('u', %d), f = f + 0.1 WHERE a = %d LIMIT 2".formatted(v, k);
      case 7 -> "UPDATE BAG SET a = a + 1, d = d * 2 WHERE a = %d LIMIT 3".formatted(k);
      case 8 -> "UPDATE IGNORE BAG SET u = %d WHERE u IN (%d, %d)".formatted(v, k, k + 1);
      case 9 -> "DELETE FROM BAG WHERE w = 'same' LIMIT %d".formatted(1 + v / 3);
      case 10 -> "DELETE FROM BAG WHERE a > 4 LIMIT 4";
      default ->
          "INSERT INTO BAG (a, u, w) VALUES (%1$d, %2$d, 'd') ON DUPLICATE KEY UPDATE w = CONCAT(w, 'x'), a = %1$d"
              .formatted(k, v);
    };
  }
}
