package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.event.IndexEvent;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many small tables are copied together while transactions that change several of them are made,
 * and are followed from there. Seeded by {@code -Dopenoms.seed}.
 */
class SmallTablesIT {

  private static final long SEED = Seed.ofTheDay();
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final int TABLES = 60;
  private static final int ROWS = 20;

  private final DatabaseServer to = Servers.oceanBase().shared();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> built = Collections.synchronizedList(new ArrayList<>());
  private final String database = TestedPair.newName("small");
  private DatabaseServer from = Servers.mysql97().shared();
  private volatile boolean stopped;
  @TempDir private Path spool;

  @AfterEach
  void drop() {
    threads.shutdownNow();
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Test
  void tablesThatChangeMeanwhileArrive() throws Exception {
    changeMeanwhile();
  }

  /** Its snapshots tell their position, so tables are strict from the start. */
  @Test
  @Thorough
  void tablesOfMariaDbThatChangeMeanwhileArrive() throws Exception {
    from = Servers.mariaDb().shared();
    changeMeanwhile();
  }

  /** Without GTIDs; foreign keys change rows without a trace in its log. */
  @Test
  @Thorough
  void tablesOfMySql80ThatChangeMeanwhileArrive() throws Exception {
    from = Servers.mysql80().shared();
    changeMeanwhile();
  }

  private void changeMeanwhile() throws Exception {
    create();
    List<Future<?>> writers =
        List.of(threads.submit(() -> write(0)), threads.submit(() -> write(1)));
    try (MigrationRun run = project(from.user(), from.password(), true).start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("seed %d: %s", SEED, run.result()).isTrue();
      Thread.sleep(500);
      stopped = true;
      for (Future<?> writer : writers) {
        writer.get();
      }
      assertThat(run.awaitCaughtUp(LONG)).as("seed %d: %s", SEED, run.result()).isTrue();
      compare();
      assertThat(built).as("indexes that were built apart").isEmpty();
    } finally {
      stopped = true;
    }
  }

  /** A user who may read rows and nothing else: no position is known, and none is needed. */
  @Test
  @Thorough
  void withoutTheRightToAskTheLogTheyAreCopied() throws Exception {
    create();
    String user = database + "_u";
    from.execute(
        "CREATE USER " + user + " IDENTIFIED BY 'secret'",
        "GRANT SELECT ON " + database + ".* TO " + user);
    try (MigrationRun run = project(user, "secret", false).start(threads)) {
      MigrationResult result = run.await();
      assertThat(result.isComplete()).as("%s", result).isTrue();
      compare();
      assertThat(built).isEmpty();
    } finally {
      from.execute("DROP USER " + user);
    }
  }

  private void create() throws SQLException {
    from.execute(
        "CREATE DATABASE "
            + database
            + " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
    try (Connection connection = from.connect();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < TABLES; i++) {
        statement.execute(
            "CREATE TABLE "
                + table(i)
                + (i % 3 == 0
                    ? " (id VARCHAR(20) PRIMARY KEY, u INT, v INT, KEY k (v), UNIQUE KEY u (u))"
                    : " (id INT AUTO_INCREMENT PRIMARY KEY, u VARCHAR(20), v INT, KEY k (v, u),"
                        + " UNIQUE KEY u (u), UNIQUE KEY vu (v, id))"));
        for (int row = 1; row <= (i == 0 ? 0 : ROWS); row++) {
          statement.addBatch(
              "INSERT INTO " + table(i) + " VALUES (" + row + ", " + row + ", " + row % 5 + ")");
        }
        statement.executeBatch();
      }
    }
  }

  private String table(int number) {
    return database + ".t" + number;
  }

  private MigrationProject project(String user, String password, boolean follows) {
    return MigrationProject.builder(database)
        .source(MySql.at(from.jdbcUrl()).credentials(user, password))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(o -> o.include(database + ".*"))
        .phases(
            p -> {
              p.schema().full();
              if (follows) {
                p.incremental(i -> i.spoolDirectory(spool));
              }
            })
        .listener(
            new MigrationListener() {
              @Override
              public void onIndex(IndexEvent event) {
                built.add(event.table() + "." + event.index());
              }
            })
        .build();
  }

  /** Transactions of some tables each; unique values move from row to row. */
  private void write(int number) {
    Random random = new Random(SEED + number);
    try (Connection connection = from.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (!stopped) {
        try {
          for (int change = 0; change < 3; change++) {
            change(statement, table(random.nextInt(TABLES)), random);
          }
          connection.commit();
        } catch (SQLIntegrityConstraintViolationException | SQLTransactionRollbackException e) {
          connection.rollback();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void change(Statement statement, String table, Random random) throws SQLException {
    int id = 1 + random.nextInt(2 * ROWS);
    int other = 1 + random.nextInt(2 * ROWS);
    String where = " WHERE id = '" + id + "'";
    switch (random.nextInt(5)) {
      case 0 -> statement.execute("DELETE FROM " + table + where);
      case 1 -> statement.execute("UPDATE " + table + " SET v = v + 1" + where);
      case 2 -> {
        statement.execute("UPDATE " + table + " SET u = NULL WHERE u = '" + other + "'");
        statement.execute("UPDATE " + table + " SET u = " + other + where);
      }
      case 3 -> statement.execute("UPDATE " + table + " SET id = '" + other + "'" + where);
      default ->
          statement.execute(
              "INSERT INTO " + table + " VALUES ('" + id + "', " + other + ", " + id % 5 + ")");
    }
  }

  private void compare() throws SQLException {
    for (int i = 0; i < TABLES; i++) {
      String rows = "SELECT CONCAT_WS('|', id, IFNULL(u, 'NULL'), v) FROM " + table(i);
      assertThat(lines(to, rows)).as("seed %d, t%d", SEED, i).isEqualTo(lines(from, rows));
    }
    String keys =
        "SELECT CONCAT_WS('|', table_name, index_name, seq_in_index, column_name, non_unique)"
            + " FROM information_schema.statistics WHERE table_schema = '"
            + database
            + "'";
    assertThat(lines(to, keys)).isEqualTo(lines(from, keys));
  }

  private static List<String> lines(DatabaseServer server, String sql) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
      Collections.sort(lines);
      return lines;
    }
  }
}
