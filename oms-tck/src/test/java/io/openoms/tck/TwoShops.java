package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.openoms.ConflictRule;
import io.openoms.Following;
import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.Phase;
import io.openoms.event.ProgressEvent;
import io.openoms.spi.Endpoint;
import io.openoms.testkit.DatabaseServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** A shop that is open at two servers, and the project between them. */
final class TwoShops implements AutoCloseable {

  private static final Duration LONG = Duration.ofMinutes(4);

  final DatabaseServer source;
  final DatabaseServer sink;
  final String database = TestedPair.newName("open");
  final Map<Phase, Following> figures = new ConcurrentHashMap<>();
  private final Path spool;
  private final ConflictRule rule;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  TwoShops(DatabaseServer from, DatabaseServer to, Path spool, ConflictRule rule) {
    this.source = from;
    this.sink = to;
    this.spool = spool;
    this.rule = rule;
    SwitchAccounts.make(source);
    SwitchAccounts.make(sink);
    giveDifferentNumbers();
    source.execute(
        "CREATE DATABASE " + database,
        "CREATE TABLE "
            + table("orders")
            + " (id BIGINT AUTO_INCREMENT PRIMARY KEY, customer VARCHAR(40) NOT NULL,"
            + " amount DECIMAL(10,2), changed DATETIME(6) NOT NULL, KEY (customer))",
        "CREATE TABLE "
            + table("stock")
            + " (id INT PRIMARY KEY, sold BIGINT NOT NULL, note VARCHAR(40),"
            + " changed DATETIME(6) NOT NULL)",
        "INSERT INTO "
            + table("stock")
            + " VALUES (1,0,'é 😀','2026-01-01'),(2,0,NULL,'2026-01-01'),(3,0,'','2026-01-01'),"
            + "(4,0,'x','2026-01-01'),(5,0,'y','2026-01-01'),(6,0,'z','2026-01-01')");
  }

  /** Also after a server began anew, which may have forgotten it. */
  void giveDifferentNumbers() {
    numbers(source, 2, 1);
    numbers(sink, 2, 2);
  }

  private static void numbers(DatabaseServer server, int step, int first) {
    server.execute(
        "SET GLOBAL auto_increment_increment = " + step,
        "SET GLOBAL auto_increment_offset = " + first);
  }

  String table(String name) {
    return database + "." + name;
  }

  MigrationProject project(UnaryOperator<Endpoint> around) {
    return MigrationProject.builder(database)
        .source(around.apply(SwitchAccounts.end(source)))
        .sink(around.apply(SwitchAccounts.end(sink)))
        .objects(o -> o.include(database + ".*"))
        .phases(
            p ->
                p.schema()
                    .full()
                    .incremental(i -> i.spoolDirectory(spool))
                    .reverseIncremental(r -> r.onConflict(rule)))
        .listener(
            new MigrationListener() {
              @Override
              public void onProgress(ProgressEvent event) {
                event
                    .progress()
                    .following()
                    .ifPresent(now -> figures.put(event.progress().phase(), now));
              }
            })
        .build();
  }

  MigrationRun start() {
    return project(end -> end).start(threads);
  }

  MigrationRun start(UnaryOperator<Endpoint> around) {
    return project(around).start(threads);
  }

  /** Places some orders at an end and sells things that only this end sells. */
  void trade(DatabaseServer end, int times) throws SQLException {
    String own = end == source ? "1" : "2";
    try (Connection connection = end.connect();
        Statement sql = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < times; i++) {
        committed(
            sql,
            "INSERT INTO "
                + table("orders")
                + " (customer, amount, changed) VALUES ('c"
                + own
                + "', 1.50, NOW(6)), ('gone', 2, NOW(6))",
            "UPDATE "
                + table("stock")
                + " SET sold = sold + 1, changed = NOW(6) WHERE id = "
                + own);
        committed(
            sql,
            "DELETE FROM "
                + table("orders")
                + " WHERE customer = 'gone' AND id % 2 = "
                + (own.equals("1") ? 1 : 0),
            "UPDATE "
                + table("orders")
                + " SET amount = amount + 1 WHERE customer = 'c"
                + own
                + "' ORDER BY id DESC LIMIT 1");
      }
    }
  }

  /** One transaction; the engine's locks may be in its way, as those of any other writer. */
  private static void committed(Statement sql, String... statements) throws SQLException {
    Connection connection = sql.getConnection();
    for (int attempt = 1; ; attempt++) {
      try {
        for (String statement : statements) {
          sql.execute(statement);
        }
        connection.commit();
        return;
      } catch (SQLTransientException e) {
        connection.rollback();
        if (attempt == 20) {
          throw e;
        }
      }
    }
  }

  /** Changes rows that the other end changes, too: there, gone, other values; gives how often. */
  void fight(DatabaseServer end, long seed, int times) throws SQLException {
    Random random = new Random(seed);
    String stock = table("stock");
    try (Connection connection = end.connect();
        Statement sql = connection.createStatement()) {
      for (int i = 0; i < times; i++) {
        int id = 3 + random.nextInt(4);
        int value = random.nextInt(4);
        String statement =
            value == 0
                ? "DELETE FROM " + stock + " WHERE id = " + id
                : "INSERT INTO "
                    + stock
                    + " VALUES ("
                    + id
                    + ", "
                    + value
                    + ", NULL, NOW(6)) ON DUPLICATE KEY UPDATE sold = VALUES(sold), changed ="
                    + " VALUES(changed)";
        written(sql, statement);
      }
    }
  }

  /** The engine's locks may be in the way. */
  static void written(Statement sql, String statement) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        sql.execute(statement);
        return;
      } catch (SQLTransientException e) {
        if (attempt == 20) {
          throw e;
        }
      }
    }
  }

  /** Waits until both ends hold the same by plain SQL. */
  void awaitEqual() {
    await().atMost(LONG).pollInterval(Duration.ofMillis(100)).untilAsserted(this::assertEqual);
  }

  void assertEqual() throws SQLException {
    assertThat(rows(sink, "orders", "id, customer, amount, changed"))
        .isEqualTo(rows(source, "orders", "id, customer, amount, changed"));
    assertThat(rows(sink, "stock", "id, sold, note, changed"))
        .isEqualTo(rows(source, "stock", "id, sold, note, changed"));
  }

  String rows(DatabaseServer end, String table, String columns) throws SQLException {
    StringBuilder all = new StringBuilder();
    try (Connection connection = end.connect();
        Statement sql = connection.createStatement();
        ResultSet rows =
            sql.executeQuery("SELECT " + columns + " FROM " + table(table) + " ORDER BY id")) {
      int width = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= width; i++) {
          all.append(rows.getString(i)).append('|');
        }
        all.append('\n');
      }
    }
    return all.toString();
  }

  long number(DatabaseServer end, String sql) throws SQLException {
    try (Connection connection = end.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Triggers of the engine's own at either end. */
  long triggers(DatabaseServer end) throws SQLException {
    return number(
        end,
        "SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema = '"
            + database
            + "' AND trigger_name LIKE 'oms%'");
  }

  @Override
  public void close() {
    project(end -> end).release();
    threads.shutdownNow();
    numbers(source, 1, 1);
    numbers(sink, 1, 1);
    source.execute("DROP DATABASE IF EXISTS " + database);
    sink.execute("DROP DATABASE IF EXISTS " + database);
  }
}
