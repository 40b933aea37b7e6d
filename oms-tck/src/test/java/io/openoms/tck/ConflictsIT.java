package io.openoms.tck;

import static io.openoms.testkit.ServerType.MYSQL_80;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ConflictPolicy;
import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectResult;
import io.openoms.ObjectStatus;
import io.openoms.event.WarningEvent;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.Thorough;
import io.openoms.testkit.junit.WithServers;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables at the sink that hold rows before the copy, under each policy. */
@WithServers
class ConflictsIT {

  private static final int ROWS = 6_000;
  private static final int CHUNK_ROWS = 300;

  private final DatabaseServer from;
  private final DatabaseServer to;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<WarningEvent> warnings = Collections.synchronizedList(new ArrayList<>());
  private String database = "";

  ConflictsIT(@Server(MYSQL_80) DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) {
    this.from = from;
    this.to = to;
  }

  @BeforeEach
  void create() {
    database = from.createDatabase("conflict");
    to.execute("CREATE DATABASE " + database);
    for (DatabaseServer server : List.of(from, to)) {
      server.execute(
          "CREATE TABLE "
              + t("item")
              + " (id INT PRIMARY KEY, code INT NOT NULL, v VARCHAR(9),"
              + " UNIQUE KEY uk (code))",
          "CREATE TABLE " + t("log") + " (v INT)");
    }
    from.execute(
        "CREATE TABLE " + t("other") + " (id INT PRIMARY KEY)",
        "INSERT INTO " + t("other") + " VALUES (1), (2)",
        "INSERT INTO " + t("log") + " VALUES (1), (2)",
        insert("item", IntStream.range(0, ROWS).toArray(), 0, "new"));
  }

  @AfterEach
  void drop() {
    threads.shutdownNow();
    from.execute("DROP DATABASE " + database);
    to.execute("DROP DATABASE " + database);
  }

  @Test
  void stopFailsTheTableByNameLeavesItsRowsAndTheOthersArrive() throws Exception {
    to.execute("INSERT INTO " + t("item") + " VALUES (-1, -1, 'old')");
    MigrationResult result = run(ConflictPolicy.STOP, 0);

    assertThat(object(result, "item").status()).isEqualTo(ObjectStatus.FAILED);
    assertThat(object(result, "item").error().orElse("")).contains("TARGET_NOT_EMPTY");
    assertThat(rows("item")).hasSize(1);
    assertThat(object(result, "other").status().isFailure()).isFalse();
    assertThat(rows("other")).hasSize(2);
  }

  @Test
  void foreignKeysDoNotHoldRowsUpAndEachTriggerIsTold() throws Exception {
    to.execute(
        "USE " + database,
        "CREATE TABLE parent (id INT PRIMARY KEY)",
        "CREATE TABLE seen (id INT)",
        "CREATE TABLE other (id INT PRIMARY KEY,"
            + " CONSTRAINT up FOREIGN KEY (id) REFERENCES parent (id))",
        "CREATE TRIGGER tells AFTER INSERT ON other FOR EACH ROW INSERT INTO seen VALUES (NEW.id)",
        "CREATE TRIGGER sets BEFORE INSERT ON other FOR EACH ROW SET NEW.id = NEW.id");
    MigrationResult result = run(ConflictPolicy.STOP, 0);

    assertThat(result.isComplete()).as("%s", result.objects()).isTrue();
    assertThat(rows("other")).hasSize(2);
    assertThat(rows("seen")).as("triggers act, as was told").hasSize(2);
    assertThat(warnings)
        .filteredOn(w -> w.code().equals("SINK_TRIGGERS_AND_FOREIGN_KEYS"))
        .extracting(WarningEvent::message)
        .satisfiesExactlyInAnyOrder(
            m -> assertThat(m).contains(t("other"), "trigger tells"),
            m -> assertThat(m).contains(t("other"), "trigger sets"),
            m -> assertThat(m).contains(t("other"), "foreign key up"));
  }

  @Test
  void ignoreKeepsTheRowsThatAreThereCountsAndNamesTheOthers() throws Exception {
    // Equal by the primary key, by the unique key alone, and by both to different rows.
    to.execute(
        "INSERT INTO "
            + t("item")
            + " VALUES (10, 10, 'old'), (-5, 301, 'old'), (20, 21, 'old'),"
            + " (7000, 7000, 'old')");
    MigrationResult result = run(ConflictPolicy.IGNORE, 0);

    assertThat(object(result, "item").error()).isEmpty();
    assertThat(object(result, "item").conflicts()).isEqualTo(4);
    assertThat(object(result, "item").rows()).isEqualTo(ROWS - 4);
    assertThat(warnings)
        .filteredOn(w -> w.code().equals("ROW_LEFT_OUT"))
        .extracting(w -> w.context().position().orElse(""))
        .containsExactlyInAnyOrder("id = 10", "id = 20", "id = 21", "id = 301");
    assertThat(rows("item")).hasSize(ROWS);
    assertThat(where("v = 'old'")).hasSize(4);
    assertThat(where("v = 'new' AND id IN (10, 20, 21, 301)")).isEmpty();

    MigrationResult again = run(ConflictPolicy.IGNORE, 0);
    assertThat(object(again, "item").conflicts()).isEqualTo(4);
    assertThat(rows("item")).hasSize(ROWS);
  }

  @Test
  void ignoreForgivesNothingElseAndNoTableWithoutAKey() throws Exception {
    to.execute(
        "ALTER TABLE " + t("item") + " ADD CONSTRAINT small CHECK (id < 5000)",
        "INSERT INTO " + t("item") + " VALUES (10, 10, 'old')",
        "INSERT INTO " + t("log") + " VALUES (9)");
    MigrationResult result = run(ConflictPolicy.IGNORE, 0);

    assertThat(object(result, "item").error().orElse("")).contains("VALUE_REFUSED");
    assertThat(object(result, "log").error().orElse("")).contains("TARGET_NOT_EMPTY", "no key");
    assertThat(rows("log")).hasSize(1);
    assertThat(object(result, "other").status().isFailure()).isFalse();
  }

  @Test
  @Thorough
  void ignoreIsExactWhenKilled() throws Exception {
    int[] present = IntStream.range(0, ROWS).filter(id -> id % 7 == 0).toArray();
    to.execute(insert("item", present, 0, "old"));
    for (int i = 0; i < 5; i++) {
      Process copy = killable(1_500);
      assertThat(copy.waitFor(900 + 300 * i, TimeUnit.MILLISECONDS)).isFalse();
      copy.destroyForcibly().waitFor();
    }
    MigrationResult result = run(ConflictPolicy.IGNORE, 0);

    assertThat(object(result, "item").conflicts()).isEqualTo(present.length);
    assertThat(object(result, "item").rows()).isEqualTo(ROWS - present.length);
    assertThat(rows("item")).hasSize(ROWS);
    assertThat(where("v = 'old'")).hasSize(present.length);
  }

  @Test
  void ignoreFindsRowsByAnyKeyInOneBatch() throws Exception {
    for (DatabaseServer server : List.of(from, to)) {
      server.execute(
          "CREATE TABLE "
              + t("word")
              + " (w VARCHAR(20) COLLATE utf8mb4_general_ci, n DECIMAL(5,2), b VARBINARY(9),"
              + " t DATETIME(3), v INT, PRIMARY KEY (w, n, b, t))",
          "CREATE TABLE " + t("pick") + " (e ENUM('a','b','c') PRIMARY KEY, v INT)");
    }
    String at = ", 0x00FF, '2024-02-29 01:02:03.456', ";
    to.execute(
        "INSERT INTO " + t("word") + " VALUES ('Abc', 1.50" + at + "0), ('x''\\\\', -2" + at + "0)",
        "INSERT INTO " + t("pick") + " VALUES ('b', 0)");
    from.execute(
        "INSERT INTO "
            + t("word")
            + " VALUES ('aBC', 1.5"
            + at
            + "1), ('x''\\\\', -2"
            + at
            + "1), ('x', -2"
            + at
            + "1)",
        "INSERT INTO " + t("pick") + " VALUES ('a', 1), ('b', 1), ('c', 1)");
    to.execute(insert("item", IntStream.range(0, ROWS / 2).map(id -> 2 * id).toArray(), 0, "old"));
    MigrationResult result = run(ConflictPolicy.IGNORE, 0);

    assertThat(object(result, "word").conflicts()).as("%s", result.objects()).isEqualTo(2);
    assertThat(object(result, "word").rows()).isEqualTo(1);
    assertThat(object(result, "pick").conflicts()).isEqualTo(1);
    assertThat(rows("pick")).hasSize(3);
    assertThat(object(result, "item").conflicts()).isEqualTo(ROWS / 2);
    assertThat(where("v = 'old'")).hasSize(ROWS / 2);
    assertThat(where("v = 'new'")).hasSize(ROWS / 2);
  }

  @Test
  void truncateEmptiesTheTableOnceAndNeverWhenTheRunGoesOn() throws Exception {
    to.execute(
        insert("item", IntStream.range(0, 25_000).toArray(), 100_000, "old"),
        "INSERT INTO " + t("log") + " VALUES (9)");
    MigrationRun stopped = start(ConflictPolicy.TRUNCATE, 1_500);
    while (stopped.progress().map(p -> p.rows() < 900).orElse(true)) {
      assertThat(stopped.result()).isEmpty();
      Thread.sleep(50);
    }
    stopped.close();
    to.execute("INSERT INTO " + t("item") + " VALUES (-1, -1, 'mine')");
    MigrationResult result = run(ConflictPolicy.TRUNCATE, 0);

    assertThat(result.isComplete()).as("%s", result.objects()).isTrue();
    assertThat(where("v = 'old'")).isEmpty();
    assertThat(where("v = 'mine'")).hasSize(1);
    assertThat(rows("item")).hasSize(ROWS + 1);
    assertThat(rows("log")).hasSize(2);
    assertThat(warnings)
        .filteredOn(w -> w.code().equals("TARGET_EMPTIED"))
        .extracting(WarningEvent::message)
        .containsExactlyInAnyOrder(
            "25000 rows that were in " + t("item") + " were removed",
            "1 rows that were in " + t("log") + " were removed");

    run(ConflictPolicy.TRUNCATE, 0);
    assertThat(where("v = 'mine'")).hasSize(1);
  }

  private MigrationResult run(ConflictPolicy policy, long rowsPerSecond) throws Exception {
    try (MigrationRun run = start(policy, rowsPerSecond)) {
      MigrationResult result = run.await();
      assertThat(result.error()).isEmpty();
      return result;
    }
  }

  private MigrationRun start(ConflictPolicy policy, long rowsPerSecond) {
    MigrationListener listener =
        new MigrationListener() {
          @Override
          public void onWarning(WarningEvent event) {
            warnings.add(event);
          }
        };
    return MigrationProject.builder(database)
        .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(o -> o.include(database + ".*"))
        .phases(
            p ->
                p.schema()
                    .full(
                        f -> f.conflict(policy).chunkRows(CHUNK_ROWS).rowsPerSecond(rowsPerSecond)))
        .listener(listener)
        .build()
        .start(threads);
  }

  private Process killable(int rowsPerSecond) throws Exception {
    return new CopyProcess(database, from, to, CHUNK_ROWS)
        .start(rowsPerSecond, "-Dopenoms.conflict=IGNORE");
  }

  private String insert(String table, int[] ids, int offset, String text) {
    StringBuilder sql = new StringBuilder("INSERT INTO " + t(table) + " VALUES ");
    for (int i = 0; i < ids.length; i++) {
      int id = ids[i] + offset;
      sql.append(i == 0 ? "" : ",").append("(" + id + "," + id + ",'" + text + "')");
    }
    return sql.toString();
  }

  private String t(String table) {
    return database + "." + table;
  }

  private ObjectResult object(MigrationResult result, String table) {
    return result.objects().stream()
        .filter(o -> o.source().name().equals(table))
        .findFirst()
        .orElseThrow();
  }

  private List<String> rows(String table) throws Exception {
    try (Connection connection = to.connect()) {
      return TableDigest.rows(connection, t(table), "*");
    }
  }

  private List<String> where(String condition) throws Exception {
    try (Connection connection = to.connect()) {
      return TableDigest.rows(connection, t("item") + " WHERE " + condition, "id");
    }
  }
}
