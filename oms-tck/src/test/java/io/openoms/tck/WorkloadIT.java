package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phase;
import io.openoms.Progress;
import io.openoms.tck.workload.Feature;
import io.openoms.tck.workload.Workload;
import io.openoms.tck.workload.WorkloadOptions;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Rung;
import io.openoms.testkit.junit.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The workload changes the source while it is copied and afterwards, and the sink is equal in the
 * end. Seeded by {@code -Dopenoms.seed}; {@code -Dopenoms.workload.transactions} says how many each
 * writer does after the copy, {@code -Dopenoms.workload.large} how many rows a large one has,
 * {@code -Dopenoms.workload.without} which features are left out.
 */
class WorkloadIT {

  private static final long SEED = Seed.ofTheDay();
  private static final long TRANSACTIONS = Rung.times("openoms.workload.transactions", 60, 120);
  private static final int LARGE = Rung.times("openoms.workload.large", 1_500, 3_000);
  private static final String WITHOUT = System.getProperty("openoms.workload.without", "");
  private static final int RATE = 150;

  static Stream<Named<Supplier<TestedPair>>> pairs() {
    return Rung.cases(
        Stream.of(
            plain("MySQL 9.7, full metadata and GTIDs", Servers.mysql97()),
            hostile("MySQL 9.7, defaults", Servers.mysql97().withServerDefaults()),
            plain("MySQL 8.0", Servers.mysql80()),
            plain("MariaDB, compressed log", Servers.mariaDb().option("--log-bin-compress=ON")),
            hostile("MariaDB, latin1", HostileSettingsIT.mariaDb()),
            plain("MySQL 5.6", Servers.mysql56())));
  }

  private static Named<Supplier<TestedPair>> plain(String name, ServerSpec source) {
    return Named.of(name, () -> Pairs.intoOceanBase(source));
  }

  /** Both servers have all settings that change what statements do. */
  private static Named<Supplier<TestedPair>> hostile(String name, ServerSpec source) {
    return Named.of(name + ", hostile", () -> Pairs.hostile(source));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theSinkIsEqualInTheEnd(Supplier<TestedPair> servers, @TempDir Path spool) throws Exception {
    TestedPair pair = servers.get();
    DatabaseServer from = pair.source().server();
    String database = TestedPair.newName("load");
    WorkloadOptions options =
        WorkloadOptions.of(SEED, features(from)).withRate(RATE).withLarge(LARGE, 100);
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Workload workload = new Workload(from, database, options)) {
      workload.create();
      workload.start();
      try (MigrationRun run = project(pair, database, spool).start(threads)) {
        long copied = transactionsWhen(run, workload, WorkloadIT::isCopied);
        transactionsWhen(
            run, workload, (r, w) -> w.transactions() >= copied + options.writers() * TRANSACTIONS);
        workload.stop();
        boolean caughtUp = run.result().isEmpty() && run.awaitCaughtUp(Duration.ofMinutes(5));
        assertThat(run.result().flatMap(MigrationResult::error)).as("%s", workload).isEmpty();
        assertThat(caughtUp).as("caught up; %s; %s", workload, run.progress()).isTrue();
        workload.assertEqual(pair.sink().server());
        assertThat(workload.counts()).containsOnlyKeys(options.features());
        assertThat(run.progress().flatMap(Progress::following).orElseThrow().appliedTransactions())
            .as("transactions applied, not copied")
            .isGreaterThan(TRANSACTIONS);
      }
    } finally {
      threads.shutdownNow();
      pair.drop(database);
    }
  }

  /** Transactions done when a condition holds or the run has ended. */
  private static long transactionsWhen(
      MigrationRun run, Workload workload, BiPredicate<MigrationRun, Workload> condition)
      throws InterruptedException {
    while (run.result().isEmpty() && !condition.test(run, workload)) {
      workload.check();
      Thread.sleep(20);
    }
    return workload.transactions();
  }

  private static boolean isCopied(MigrationRun run, Workload workload) {
    return run.progress().filter(p -> p.phase() == Phase.INCREMENTAL).isPresent();
  }

  private static Set<Feature> features(DatabaseServer server) {
    Set<Feature> features = Feature.of(server);
    features.add(Feature.WITHOUT_TRANSACTIONS);
    Stream.of(WITHOUT.split(",", -1))
        .filter(name -> !name.isEmpty())
        .map(Feature::valueOf)
        .forEach(features::remove);
    return features;
  }

  private static MigrationProject project(TestedPair pair, String database, Path spool) {
    return MigrationProject.builder(database)
        .source(pair.source().endpoint())
        .sink(pair.sink().endpoint())
        .objects(o -> o.include(database + ".*"))
        .phases(
            p ->
                p.schema()
                    .full(f -> f.chunkRows(40).rowsPerSecond(600))
                    .incremental(i -> i.lanes(2).spoolDirectory(spool)))
        .build();
  }
}
