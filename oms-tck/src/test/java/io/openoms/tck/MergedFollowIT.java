package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.error.MigrationException;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Seed;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two tables that are merged at the sink are followed while both are changed, in whole images and
 * in those that carry little; a row that both have is named. Seeded by {@code -Dopenoms.seed}.
 */
class MergedFollowIT {

  private static final long SEED = Seed.ofTheDay();
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final int ROWS = 300;
  private static final int CHANGES = 400;

  private final DatabaseServer from = Servers.mysql80().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String database = TestedPair.newName("merged");
  private final String target = database + "_x";
  @TempDir private Path spool;

  @AfterEach
  void drop() {
    threads.shutdownNow();
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + target, "DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void bothSourcesArriveAndARowOfBothIsNamed() throws Exception {
    from.execute("CREATE DATABASE " + database);
    for (int shard = 0; shard < 2; shard++) {
      from.execute(
          "CREATE TABLE " + source(shard) + " (id INT PRIMARY KEY, u VARCHAR(20) UNIQUE, v INT)");
      for (int i = 0; i < ROWS; i++) {
        from.execute(insert(shard, i * 2 + shard));
      }
    }
    try (MigrationRun run = project().start(threads)) {
      List<Future<?>> writers =
          List.of(threads.submit(() -> write(0)), threads.submit(() -> write(1)));
      for (Future<?> writer : writers) {
        writer.get();
      }
      assertThat(run.awaitCaughtUp(LONG)).as("seed %d: %s", SEED, run.result()).isTrue();
      List<String> all = new ArrayList<>(rows(from, source(0)));
      all.addAll(rows(from, source(1)));
      all.sort(null);
      assertThat(rows(to, target + ".t")).as("seed %d", SEED).isEqualTo(all);

      from.execute(insert(0, 90_001), insert(1, 90_001));
      Awaitility.await().atMost(LONG).until(() -> run.result().isPresent());
      MigrationException error = run.result().flatMap(MigrationResult::error).orElseThrow();
      assertThat(error.code().name()).isEqualTo("ROW_DIVERGED");
      assertThat(error.getMessage())
          .contains(source(0).substring(0, database.length() + 3), "id = 90001");
    }
  }

  private void write(int shard) {
    Random random = new Random(SEED + shard);
    try (Connection connection = from.connect();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < CHANGES; i++) {
        statement.execute(
            "SET binlog_row_image = '" + (random.nextBoolean() ? "MINIMAL" : "FULL") + "'");
        try {
          statement.execute(change(shard, random));
        } catch (SQLIntegrityConstraintViolationException e) {
          // The key or the value is taken; nothing was changed.
        }
        Thread.sleep(5);
      }
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String change(int shard, Random random) {
    int id = random.nextInt(ROWS) * 2 + shard;
    int other = random.nextInt(2 * ROWS) * 2 + shard;
    String where = " WHERE id = " + id;
    return switch (random.nextInt(5)) {
      case 0 -> insert(shard, other);
      case 1 -> "DELETE FROM " + source(shard) + where;
      case 2 -> "UPDATE " + source(shard) + " SET id = " + other + where;
      case 3 -> "UPDATE " + source(shard) + " SET u = '" + shard + "x" + other + "'" + where;
      default -> "UPDATE " + source(shard) + " SET v = " + random.nextInt() + where;
    };
  }

  private String insert(int shard, int id) {
    return "INSERT INTO %s VALUES (%d, '%d-%d', %d)".formatted(source(shard), id, shard, id, id);
  }

  private String source(int shard) {
    return database + ".t_" + shard;
  }

  private static List<String> rows(DatabaseServer server, String table) throws SQLException {
    try (Connection connection = server.connect()) {
      return TableDigest.rows(connection, table, "id, u, v");
    }
  }

  private MigrationProject project() {
    return MigrationProject.builder(database)
        .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(o -> o.include(database + ".t_[01]=" + target + ".t"))
        .phases(
            p ->
                p.schema()
                    .full(f -> f.chunkRows(20).rowsPerSecond(300))
                    .incremental(i -> i.lanes(2).windowChanges(400).spoolDirectory(spool)))
        .build();
  }
}
