package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.tck.TestedPair;
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
import org.junit.jupiter.params.provider.MethodSource;

/** Changes of PostgreSQL's log arrive in OceanBase, while rows are copied and afterwards. */
class PostgreSqlFollowIT {

  private static final long SEED = Seed.ofTheDay();

  @TempDir private Path directory;

  static Stream<ServerSpec> servers() {
    return Rung.cases(
        Stream.of(Servers.postgreSql16(), Servers.postgreSql18(), Servers.postgreSql14()));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void whatIsWrittenBesideTheCopyAndAfterItArrives(ServerSpec spec) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (PostgreSqlPair pair = PostgreSqlPair.from(spec);
        LogWorkload workload = new LogWorkload(pair, SEED, 5)) {
      workload.create(400);
      workload.start();
      MigrationProject project = project(pair);
      try (MigrationRun run = project.start(threads)) {
        assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).as("%s", run.progress()).isTrue();
        Thread.sleep(3_000);
        workload.stop();
        assertThat(run.awaitCaughtUp(Duration.ofMinutes(4))).isTrue();
        run.finishIncremental();
        assertComplete(run.await());
      }
      workload.assertEqual();

      assertThat(project.release()).isTrue();
      assertThat(pair.fromSource("SELECT slot_name FROM pg_replication_slots")).isEmpty();
      assertThat(pair.fromSource("SELECT pubname FROM pg_publication")).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  private MigrationProject project(PostgreSqlPair pair) {
    TestedPair ends = pair.pair();
    return MigrationProject.builder(pair.schema())
        .source(ends.source().endpoint())
        .sink(ends.sink().endpoint())
        .objects(o -> o.include(pair.schema() + ".*"))
        .phases(
            p ->
                p.schema()
                    .full(f -> f.chunkRows(50).rowsPerSecond(800))
                    .incremental(i -> i.spoolDirectory(directory).windowChanges(400)))
        .build();
  }

  private static void assertComplete(MigrationResult result) {
    assertThat(result.error()).isEmpty();
    assertThat(result.objects()).allSatisfy(o -> assertThat(o.error()).isEmpty());
    assertThat(result.state()).isEqualTo(RunState.COMPLETED);
  }
}
