package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phase;
import io.openoms.RowDifference;
import io.openoms.RowDifference.Kind;
import io.openoms.TableVerification;
import io.openoms.VerificationOptions;
import io.openoms.VerificationReport;
import io.openoms.VerificationScope;
import io.openoms.tck.workload.Feature;
import io.openoms.tck.workload.Workload;
import io.openoms.tck.workload.WorkloadOptions;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Rung;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Spoiled rows are found exactly, and rows that are merely on their way are not taken for spoiled
 * ones. Seeded by {@code -Dopenoms.workload.seed}.
 */
class VerificationIT {

  private static final long SEED = Seed.of("openoms.workload.seed");
  private static final int ROUNDS = Rung.times("openoms.verification.rounds", 2, 3);

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

  private static VerificationReport verify(
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
        WorkloadOptions.of(SEED, Feature.of(from)).withRate(60).withLarge(1_000, 200);
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
        for (int i = 0; i < ROUNDS; i++) {
          assertQuiet(run.verification().run(v -> v.chunkRows(500)), workload);
        }
        spoil(pair.sink().server(), database);
        VerificationReport spoiled = run.verification().run();
        assertThat(spoiled.inconsistent()).as("%s", workload).hasSize(2);
        assertThat(kinds(table(spoiled, "calm")))
            .containsExactly("DIFFERENT {id=2} [v]", "EXTRA {id=9} []", "MISSING {id=3} []");

        VerificationReport repaired = run.verification().repair();
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
      for (SpoiledTables.Spoiled spoiled : SpoiledTables.all()) {
        TableVerification table = table(report, spoiled.table());
        assertThat(table.error()).as(spoiled.table()).isEmpty();
        assertThat(List.of(table.missing(), table.extra(), table.different(), table.unresolved()))
            .as("%s: %s", spoiled.table(), kinds(table))
            .containsExactly(spoiled.missing(), spoiled.extra(), spoiled.different(), 0L);
        assertThat(table.samples())
            .as(spoiled.table())
            .filteredOn(row -> row.kind() == Kind.DIFFERENT)
            .allSatisfy(row -> assertThat(row.columns()).isEqualTo(spoiled.columns()));
      }
      assertThat(report.inconsistent()).hasSize(SpoiledTables.all().size());
      correct(pair, report);
      assertEqual(pair, database);

      pair.sink().server().execute(SpoiledTables.spoil(database));
      assertThat(verify(pair, database, v -> {}).inconsistent())
          .hasSize(SpoiledTables.all().size());
      VerificationReport repaired =
          verify(pair, database, v -> v.scope(VerificationScope.INCONSISTENT).repair(true));
      for (SpoiledTables.Spoiled spoiled : SpoiledTables.all()) {
        TableVerification table = table(repaired, spoiled.table());
        assertThat(table.error()).as(spoiled.table()).isEmpty();
        assertThat(table.isConsistent()).as("%s: %s", spoiled.table(), table).isTrue();
        assertThat(table.repaired())
            .as("%s: %s", spoiled.table(), kinds(table))
            .isEqualTo(spoiled.missing() + spoiled.extra() + spoiled.different());
      }
      assertEqual(pair, database);
    } finally {
      pair.drop(database);
    }
  }
}
