package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.RowDifference;
import io.openoms.TableVerification;
import io.openoms.VerificationOptions;
import io.openoms.VerificationReport;
import io.openoms.VerificationScope;
import io.openoms.ViewVerification;
import io.openoms.ViewVerification.Result;
import io.openoms.core.verify.ScratchViews;
import io.openoms.tck.workload.Feature;
import io.openoms.tck.workload.Workload;
import io.openoms.tck.workload.WorkloadOptions;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Rung;
import io.openoms.testkit.junit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Spoiled rows are found exactly, and rows that are merely on their way are not taken for spoiled
 * ones. Seeded by {@code -Dopenoms.seed}.
 */
class VerificationIT {

  private static final long SEED = Seed.ofTheDay();

  /** So far may a busy machine's apply be behind before rows that differ are unresolved. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final int ROUNDS = Rung.times("openoms.verification.rounds", 2, 3);

  /** Tables are compared so long at least, beside the workload. */
  private static final int MINUTES = Rung.times("openoms.verification.minutes", 0, 0);

  /** Transactions a second; rows that a machine cannot apply in time would be unresolved. */
  private static final int RATE = Rung.times("openoms.verification.rate", 30, 60);

  static Stream<Named<ServerSpec>> sources() {
    return Rung.cases(
        Stream.of(
            Named.of("MySQL 9.7", Servers.mysql97()),
            Named.of("MySQL 8.0", Servers.mysql80()),
            Named.of("MariaDB", Servers.mariaDb())));
  }

  private static MigrationProject project(TestedPair pair, String database, Path spool) {
    return MigrationProject.builder(database)
        .source(pair.source().endpoint())
        .sink(pair.sink().endpoint())
        .objects(o -> o.include(database + ".*"))
        .phases(
            p ->
                p.schema()
                    .full()
                    .incremental(i -> i.lanes(2).spoolDirectory(spool))
                    .verification(v -> v.chunkRows(200)))
        .build();
  }

  /** Verifies in a project without another phase. */
  static VerificationReport verify(
      TestedPair pair, String database, Consumer<VerificationOptions.Builder> options)
      throws InterruptedException {
    MigrationResult result =
        TestedPair.run(
            MigrationProject.builder(database)
                .source(pair.source().endpoint())
                .sink(pair.sink().endpoint())
                .objects(o -> o.include(database + ".*"))
                .phases(p -> p.verification(v -> options.accept(v.samples(100))))
                .build());
    assertThat(result.error()).isEmpty();
    return result.verification().orElseThrow();
  }

  /** By plain SQL, byte for byte. */
  private static void assertEqual(TestedPair pair, String database) throws SQLException {
    for (SpoiledTables.Spoiled spoiled : SpoiledTables.all()) {
      pair.compare(database).assertSameRows(spoiled.table(), "*");
    }
  }

  private static TableVerification table(VerificationReport report, String name) {
    return report.tables().stream()
        .filter(one -> one.target().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aHardWorkloadGivesNoFalseAlarmAndSpoiledRowsAreFoundBesideIt(
      ServerSpec source, @TempDir Path spool) throws Exception {
    TestedPair pair = Pairs.intoOceanBase(source);
    DatabaseServer from = pair.source().server();
    String database = TestedPair.newName("flow");
    WorkloadOptions options =
        WorkloadOptions.of(SEED, Feature.of(from)).withRate(RATE).withLarge(1_000, 200);
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Workload workload = new Workload(from, database, options)) {
      workload.create();
      from.execute(
          "CREATE TABLE " + database + ".calm (id INT PRIMARY KEY, v VARCHAR(20))",
          "INSERT INTO " + database + ".calm VALUES (1,'a'),(2,'b'),(3,'c'),(4,'d')",
          "CREATE TABLE " + database + ".loose (v INT, w VARCHAR(9))",
          "INSERT INTO " + database + ".loose VALUES (1,'a'),(1,'a'),(1,'a'),(2,NULL)");
      workload.start();
      try (MigrationRun run = project(pair, database, spool).start(threads)) {
        while (run.verification().last().isEmpty() && run.result().isEmpty()) {
          workload.check();
          Thread.sleep(50);
        }
        assertThat(run.result().flatMap(MigrationResult::error)).as("%s", workload).isEmpty();
        assertQuiet(run.verification().last().orElseThrow(), workload);
        assertQuietFor(Duration.ofMinutes(MINUTES), run, workload);
        spoil(pair.sink().server(), database);
        VerificationReport spoiled = run.verification().run(v -> v.patience(PATIENCE));
        assertThat(spoiled.inconsistent())
            .filteredOn(table -> table.differences() > 0)
            .as("%s", workload)
            .hasSize(2);
        assertThat(kinds(table(spoiled, "calm")))
            .containsExactly("DIFFERENT {id=2} [v]", "EXTRA {id=9} []", "MISSING {id=3} []");

        VerificationReport repaired =
            run.verification()
                .run(v -> v.scope(VerificationScope.INCONSISTENT).repair(true).patience(PATIENCE));
        assertThat(repaired.isConsistent()).as("%s, %s", repaired, workload).isTrue();
        assertThat(table(repaired, "calm").repaired()).isEqualTo(3);
        assertThat(table(repaired, "loose").repaired()).isEqualTo(2);
        // Both tables are strict, and remain so: these changes find the rows that the log knows.
        from.execute(
            "UPDATE " + database + ".calm SET v = 'new' WHERE id = 2",
            "DELETE FROM " + database + ".calm WHERE id = 3",
            "INSERT INTO " + database + ".calm VALUES (9, 'y')",
            "DELETE FROM " + database + ".loose WHERE v = 1");
        workload.stop();
        assertThat(run.awaitCaughtUp(Duration.ofMinutes(5))).as("%s", workload).isTrue();
        run.finishIncremental();
        MigrationResult result = run.await();
        assertThat(result.error()).isEmpty();
        assertThat(result.phases().get(Phase.VERIFICATION).rows()).isPositive();
        for (String table : List.of("calm", "loose")) {
          pair.compare(database).assertSameRows(table, "*");
        }
      }
    } finally {
      threads.shutdownNow();
      pair.drop(database);
    }
  }

  private static void assertQuietFor(Duration time, MigrationRun run, Workload workload)
      throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    long rows = 0;
    long unresolved = 0;
    int rounds = 0;
    while (rounds < ROUNDS || System.nanoTime() < end) {
      workload.check();
      VerificationReport report = run.verification().run(v -> v.chunkRows(500));
      assertQuiet(report, workload);
      rounds++;
      rows += report.tables().stream().mapToLong(TableVerification::rows).sum();
      unresolved += report.tables().stream().mapToLong(TableVerification::unresolved).sum();
    }
    System.out.printf(
        "%d verifications, %d rows, %d unresolved, %s%n", rounds, rows, unresolved, workload);
  }

  private static void assertRepaired(VerificationReport repaired) {
    for (SpoiledTables.Spoiled spoiled : SpoiledTables.all()) {
      TableVerification table = table(repaired, spoiled.table());
      assertThat(table.error()).as(spoiled.table()).isEmpty();
      assertThat(table.isConsistent()).as("%s: %s", spoiled.table(), table).isTrue();
      assertThat(table.repaired())
          .as("%s: %s", spoiled.table(), kinds(table))
          .isEqualTo(spoiled.missing() + spoiled.extra() + spoiled.different());
    }
  }

  private static void spoil(DatabaseServer sink, String database) {
    sink.execute(
        "UPDATE " + database + ".calm SET v = 'B' WHERE id = 2",
        "DELETE FROM " + database + ".calm WHERE id = 3",
        "INSERT INTO " + database + ".calm VALUES (9, 'x')",
        "DELETE FROM " + database + ".loose WHERE v = 1 LIMIT 1",
        "INSERT INTO " + database + ".loose VALUES (2, NULL)");
  }

  private static void assertQuiet(VerificationReport report, Workload workload) {
    assertThat(report.tables()).as("%s", workload).isNotEmpty();
    for (TableVerification table : report.tables()) {
      assertThat(table.error()).as("%s, %s", table.target(), workload).isEmpty();
      assertThat(table.differences())
          .as("%s: %s, %s", table.target(), kinds(table), workload)
          .isZero();
    }
  }

  /** The sampled differences as text, in order. */
  private static List<String> kinds(TableVerification table) {
    TreeSet<String> all = new TreeSet<>();
    for (RowDifference row : table.samples()) {
      all.add(row.kind() + " " + row.key() + " " + row.columns());
    }
    return List.copyOf(all);
  }

  /** As a client runs a file. */
  private static void runScript(DatabaseServer server, Path script)
      throws SQLException, IOException {
    try (Connection connection = server.connect("?allowMultiQueries=true");
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(Files.readString(script));
      while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
        // The next statement's result, or its error.
      }
    }
  }

  /** The files of a report correct what it has found, and name each key. */
  private static void correct(TestedPair pair, VerificationReport report) throws Exception {
    Path directory = report.directory().orElseThrow();
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> scripts = files.filter(file -> file.toString().endsWith(".sql")).toList();
      assertThat(scripts).hasSize(report.inconsistent().size());
      for (Path script : scripts) {
        assertThat(Files.getPosixFilePermissions(script))
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        runScript(pair.sink().server(), script);
      }
    }
    for (TableVerification table : report.inconsistent()) {
      Path keys = directory.resolve(table.target() + ".keys.csv");
      if (Files.exists(keys)) {
        assertThat(Files.readString(keys).lines().filter(line -> line.matches("[a-z]+,.*")).count())
            .as("%s", keys)
            .isEqualTo(1 + table.differences());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void spoiledRowsOfEveryKindAreFoundExactly(ServerSpec source, @TempDir Path reports)
      throws Exception {
    TestedPair pair = Pairs.intoOceanBase(source);
    String database = TestedPair.newName("spoil");
    try {
      pair.source().server().execute(SpoiledTables.create(database));
      pair.assertMigrates(database, 0);
      pair.sink().server().execute(SpoiledTables.spoil(database));
      VerificationReport report =
          verify(pair, database, v -> v.chunkRows(3).reportDirectory(reports));
      SpoiledTables.assertFound(report, "at rest");
      assertThat(report.inconsistent()).hasSize(SpoiledTables.all().size());
      correct(pair, report);
      assertEqual(pair, database);

      pair.sink().server().execute(SpoiledTables.spoil(database));
      assertThat(verify(pair, database, v -> {}).inconsistent())
          .hasSize(SpoiledTables.all().size());
      VerificationReport repaired =
          verify(pair, database, v -> v.scope(VerificationScope.INCONSISTENT).repair(true));
      assertRepaired(repaired);
      assertEqual(pair, database);
    } finally {
      pair.drop(database);
    }
  }

  /** What an end computes counts, too: the tables' expressions differ. */
  @ParameterizedTest
  @MethodSource("sources")
  void valuesThatAnEndComputesAreCompared(ServerSpec source) throws Exception {
    TestedPair pair = Pairs.intoOceanBase(source);
    String database = TestedPair.newName("computed");
    String table = database + ".t";
    String columns = "id INT PRIMARY KEY, a INT, s INT AS (a * 2) STORED, v INT AS (a + 1) VIRTUAL";
    try {
      pair.source()
          .server()
          .execute(
              "CREATE DATABASE " + database,
              "CREATE TABLE " + table + " (" + columns + ")",
              "CREATE TABLE " + database + ".loose (a INT, s INT AS (a * 2) STORED)",
              "INSERT INTO " + table + " (id, a) VALUES (1, 1), (2, 2), (3, NULL), (4, 0)",
              "INSERT INTO " + database + ".loose (a) VALUES (1), (1), (2)");
      pair.assertMigrates(database, 0);

      pair.sink().server().execute("UPDATE " + table + " SET a = 7 WHERE id = 2");
      pair.sink().server().execute("DELETE FROM " + database + ".loose WHERE a = 1 LIMIT 1");
      VerificationReport repaired = verify(pair, database, v -> v.repair(true));
      assertThat(repaired.inconsistent()).isEmpty();
      assertThat(kinds(table(repaired, "t"))).containsExactly("DIFFERENT {id=2} [a, s, v]");
      assertThat(table(repaired, "loose").repaired()).isEqualTo(1);

      pair.sink()
          .server()
          .execute(
              "ALTER TABLE " + table + " DROP COLUMN v",
              "ALTER TABLE " + table + " ADD COLUMN v INT AS (a + 2) VIRTUAL",
              "ALTER TABLE " + database + ".loose DROP COLUMN s",
              "ALTER TABLE " + database + ".loose ADD COLUMN s INT AS (a * 2) STORED");
      VerificationReport other = verify(pair, database, v -> {});
      assertThat(kinds(table(other, "t")))
          .containsExactly("DIFFERENT {id=1} [v]", "DIFFERENT {id=2} [v]", "DIFFERENT {id=4} [v]");
      assertThat(table(other, "loose").isConsistent()).isTrue();
    } finally {
      pair.drop(database);
    }
  }

  /** Ends hold the same values in columns of other types, sets and collations. */
  @ParameterizedTest
  @MethodSource("sources")
  void otherFormsOfOneValueAreNoDifference(ServerSpec source) throws Exception {
    TestedPair pair = Pairs.intoOceanBase(source);
    String database = TestedPair.newName("forms");
    String rows = ".t VALUES (1, 7, 1.5, '2024-01-02 03:04:05', 'é ', 'A', ";
    try {
      pair.source()
          .server()
          .execute(
              "CREATE DATABASE " + database,
              "CREATE TABLE "
                  + database
                  + ".t (id INT PRIMARY KEY, n INT, d DECIMAL(9,1), at DATETIME,"
                  + " c VARCHAR(9) CHARACTER SET latin1, o VARCHAR(9) CHARACTER SET utf8mb4"
                  + " COLLATE utf8mb4_general_ci, j JSON)",
              "INSERT INTO " + database + rows + "'[1, 0.5, {\"a\": 1, \"bb\": 2}]')");
      pair.sink()
          .server()
          .execute(
              "CREATE DATABASE " + database,
              "CREATE TABLE "
                  + database
                  + ".t (id BIGINT PRIMARY KEY, n BIGINT UNSIGNED, d DECIMAL(20,9), at DATETIME(6),"
                  + " c VARCHAR(99) CHARACTER SET utf8mb4, o VARCHAR(9) CHARACTER SET utf8mb4"
                  + " COLLATE utf8mb4_bin, j JSON)",
              "INSERT INTO " + database + rows + "'[1.0, 5e-1, {\"bb\": 2.0, \"a\": 1}]')");
      assertThat(verify(pair, database, v -> {}).inconsistent()).isEmpty();
      pair.sink().server().execute("UPDATE " + database + ".t SET o = 'a', c = 'é'");
      assertThat(kinds(table(verify(pair, database, v -> {}), "t")))
          .containsExactly("DIFFERENT {id=1} [c, o]");
    } finally {
      pair.drop(database);
    }
  }

  private static String[] views(String database) {
    return new String[] {
      "CREATE VIEW "
          + database
          + ".a AS SELECT id, v FROM "
          + database
          + ".t WHERE v > 1 AND id < 9",
      "CREATE VIEW "
          + database
          + ".b AS SELECT x.id, UPPER(y.w) AS w FROM "
          + database
          + ".t x"
          + " LEFT JOIN "
          + database
          + ".t y ON x.id = y.v WHERE x.w IN ('p', 'q') OR y.w IS NULL",
      "CREATE VIEW "
          + database
          + ".c AS SELECT v, COUNT(*) AS n FROM "
          + database
          + ".a GROUP BY v"
          + " HAVING n > 0 ORDER BY v LIMIT 3",
      "CREATE VIEW "
          + database
          + ".d AS SELECT id, CASE WHEN v IS NULL THEN 'none' ELSE CONCAT(v,"
          + " '-', w) END AS t FROM "
          + database
          + ".t UNION ALL SELECT 0, DATE_FORMAT('2024-01-01',"
          + " '%Y')",
      "CREATE VIEW "
          + database
          + ".e AS SELECT id, v FROM "
          + database
          + ".t WHERE v > 5 WITH"
          + " CASCADED CHECK OPTION"
    };
  }

  /** Each server words a query in its own way, so texts of both would all differ. */
  @ParameterizedTest
  @MethodSource("sources")
  void viewsAreComparedByTheirDefinitions(ServerSpec source) throws Exception {
    TestedPair pair = Pairs.intoOceanBase(source);
    String database = TestedPair.newName("views");
    try {
      pair.source()
          .server()
          .execute(
              "CREATE DATABASE " + database,
              "CREATE TABLE " + database + ".t (id INT PRIMARY KEY, v INT, w VARCHAR(9))");
      pair.source().server().execute(views(database));
      pair.assertMigrates(database, 0);
      VerificationReport equal = verify(pair, database, v -> {});
      assertThat(equal.views()).hasSize(5).allMatch(view -> view.result() == Result.EQUAL);
      assertThat(equal.isConsistent()).isTrue();
      Set<String> before = viewsOf(pair.sink().server(), database);
      assertThat(before).containsExactlyInAnyOrder("a", "b", "c", "d", "e");

      pair.sink()
          .server()
          .execute(
              "DROP VIEW " + database + ".b",
              "CREATE OR REPLACE VIEW "
                  + database
                  + ".a AS SELECT id, v FROM "
                  + database
                  + ".t WHERE v > 1 AND id <= 9",
              "CREATE OR REPLACE VIEW "
                  + database
                  + ".d (id, t) AS SELECT id, w FROM "
                  + database
                  + ".t");
      pair.source()
          .server()
          .execute(
              "CREATE OR REPLACE VIEW "
                  + database
                  + ".e AS SELECT id, v AS u FROM "
                  + database
                  + ".t WHERE v > 5 WITH CASCADED CHECK OPTION");
      VerificationReport report = verify(pair, database, v -> {});
      assertThat(report.isConsistent()).isFalse();
      assertThat(report.inconsistent()).as("tables").isEmpty();
      assertThat(
              report.views().stream()
                  .collect(
                      Collectors.toMap(view -> view.target().name(), ViewVerification::result)))
          .isEqualTo(
              Map.of(
                  "a", Result.DIFFERENT,
                  "b", Result.MISSING,
                  "c", Result.EQUAL,
                  "d", Result.DIFFERENT,
                  "e", Result.DIFFERENT));
      assertThat(viewsOf(pair.sink().server(), database))
          .as("nothing is left behind")
          .containsExactlyInAnyOrder("a", "c", "d", "e");
      assertStoredAndReleased(pair, database, report);
    } finally {
      pair.drop(database);
    }
  }

  /** A kill while a view was compared has left the one that was made for it. */
  private static void assertStoredAndReleased(
      TestedPair pair, String database, VerificationReport report) throws SQLException {
    MigrationProject project =
        MigrationProject.builder(database)
            .source(pair.source().endpoint())
            .sink(pair.sink().endpoint())
            .objects(o -> o.include(database + ".*"))
            .phases(p -> p.verification())
            .build();
    assertThat(project.status().orElseThrow().verification().orElseThrow().views())
        .containsExactlyInAnyOrderElementsOf(report.views());
    String left = ScratchViews.of(database, new ObjectName(database, "c")).name();
    pair.sink().server().execute("CREATE VIEW " + database + "." + left + " AS SELECT 1 AS n");
    assertThat(project.release()).isTrue();
    assertThat(viewsOf(pair.sink().server(), database))
        .containsExactlyInAnyOrder("a", "c", "d", "e");
  }

  private static Set<String> viewsOf(DatabaseServer server, String database) throws SQLException {
    Set<String> names = new TreeSet<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table_name FROM information_schema.views WHERE table_schema = '"
                    + database
                    + "'")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
