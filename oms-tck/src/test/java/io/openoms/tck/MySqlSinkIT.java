package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phase;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * MySQL and MariaDB as sinks of changes: a workload is copied, followed and verified, by one run
 * and another one that resumes it. Seeded by {@code -Dopenoms.seed}.
 */
class MySqlSinkIT {

  private static final long SEED = Seed.ofTheDay();
  private static final int RATE = 100;
  private static final int TRANSACTIONS = 400;

  static Stream<Arguments> pairs() {
    return Stream.of(
            Arguments.of(Servers.mysql97(), Servers.mysql80()),
            Arguments.of(Servers.mysql80(), Servers.mysql97()),
            Arguments.of(Servers.mysql97(), Servers.mariaDb()),
            Arguments.of(Servers.mariaDb(), Servers.mysql97()))
        .limit(Rung.isThorough() ? 4 : 1);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aWorkloadIsFollowedAcrossTwoRuns(ServerSpec source, ServerSpec sink, @TempDir Path spool)
      throws Exception {
    TestedPair pair = Pairs.of(source, sink);
    DatabaseServer from = pair.source().server();
    String database = TestedPair.newName("family");
    WorkloadOptions options =
        WorkloadOptions.of(SEED, Feature.of(from)).withRate(RATE).withLarge(300, 100);
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Workload workload = new Workload(from, database, options)) {
      workload.create();
      workload.start();
      try (MigrationRun run = project(pair, database, spool).start(threads)) {
        follow(run, workload, TRANSACTIONS);
      }
      try (MigrationRun run = project(pair, database, spool).start(threads)) {
        follow(run, workload, TRANSACTIONS);
        workload.stop();
        boolean caughtUp = run.result().isEmpty() && run.awaitCaughtUp(Duration.ofMinutes(3));
        assertThat(run.result().flatMap(MigrationResult::error)).as("%s", workload).isEmpty();
        assertThat(caughtUp).as("%s", workload).isTrue();
        workload.assertEqual(pair.sink().server());
        assertThat(run.verification().run().inconsistent()).as("%s", workload).isEmpty();
      }
    } finally {
      threads.shutdownNow();
      pair.drop(database);
    }
  }

  /** Until so many more transactions were made while the run applies changes. */
  private static void follow(MigrationRun run, Workload workload, int more) throws Exception {
    long begun = -1;
    while (run.result().isEmpty() && (begun < 0 || workload.transactions() < begun + more)) {
      workload.check();
      boolean follows = run.progress().filter(p -> p.phase() == Phase.INCREMENTAL).isPresent();
      begun = begun < 0 && follows ? workload.transactions() : begun;
      Thread.sleep(20);
    }
    assertThat(run.result().flatMap(MigrationResult::error)).as("%s", workload).isEmpty();
  }

  private static MigrationProject project(TestedPair pair, String database, Path spool) {
    return MigrationProject.builder(database)
        .source(pair.source().endpoint())
        .sink(pair.sink().endpoint())
        .objects(o -> o.include(database + ".*"))
        .phases(
            p ->
                p.schema()
                    .full(f -> f.chunkRows(40))
                    .incremental(i -> i.lanes(2).spoolDirectory(spool)))
        .build();
  }
}
