package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.oceanbase.OceanBase;
import io.openoms.postgresql.PostgreSql;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.LinkProxy;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cuts the links to both servers and kills what sends the log, at random moments, while writers
 * change the source; then the source crashes and comes back, and then the sink, while changes are
 * on their way. The run goes on by itself, and ends equal. Seeded by {@code -Dopenoms.seed}, as
 * often as {@code -Dopenoms.campaign.cuts} says.
 */
@Thorough
class PostgreSqlCutsIT {

  private static final int CUTS = Integer.getInteger("openoms.campaign.cuts", 20);
  private static final long SEED = Seed.ofTheDay();

  private final Random random = new Random(SEED);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @TempDir private Path directory;

  @Test
  void cutAtRandomMomentsItEndsEqual() throws Exception {
    try (PostgreSqlPair pair = PostgreSqlPair.from(Servers.postgreSql18());
        LinkProxy toSource = new LinkProxy(pair.source().port());
        LinkProxy toSink = new LinkProxy(pair.sink().port());
        LogWorkload workload = new LogWorkload(pair, SEED, 10)) {
      workload.create(400);
      workload.start();
      MigrationProject project = project(pair, toSource, toSink);
      try (MigrationRun run = project.start(threads)) {
        for (int i = 0; i < CUTS; i++) {
          assertThat(run.await(Duration.ofMillis(500 + random.nextInt(2_500))))
              .as("the run ends after %d cuts: %s", i, run.result())
              .isFalse();
          strike(pair.source(), toSource, toSink);
          workload.check();
        }
        workload.stop();
        assertThat(run.awaitCaughtUp(Duration.ofMinutes(3))).as("%s", run.progress()).isTrue();
        pair.source().kill();
        pair.source().restart();
        pair.onSource("UPDATE acc SET n = -1 WHERE id < 50", "DELETE FROM fulls WHERE id > 350");
        pair.sink().kill();
        pair.sink().restart();
        pair.onSource("UPDATE fulls SET v = -1 WHERE id < 50", "DELETE FROM loose WHERE v = 3");
        assertThat(run.awaitCaughtUp(Duration.ofMinutes(3))).as("%s", run.progress()).isTrue();
        run.finishIncremental();
        MigrationResult result = run.await();
        assertThat(result.isComplete()).as("%s", result).isTrue();
      }
      workload.assertEqual();
      assertThat(project.release()).isTrue();
    } finally {
      threads.shutdownNow();
    }
  }

  private void strike(DatabaseServer source, LinkProxy toSource, LinkProxy toSink)
      throws InterruptedException {
    switch (random.nextInt(5)) {
      case 0 -> cut(toSource);
      case 1 -> cut(toSink);
      case 2 -> {
        toSource.hang();
        Thread.sleep(random.nextInt(3_000));
        toSource.restore();
      }
      case 3 -> source.execute("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots");
      default ->
          source.execute(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                  + " WHERE application_name = 'OpenOMS'");
    }
  }

  private void cut(LinkProxy link) throws InterruptedException {
    link.cut();
    Thread.sleep(random.nextInt(2_000));
    link.restore();
  }

  private MigrationProject project(PostgreSqlPair pair, LinkProxy toSource, LinkProxy toSink) {
    DatabaseServer from = pair.source();
    DatabaseServer to = pair.sink();
    return MigrationProject.builder(pair.schema())
        .source(
            PostgreSql.at("jdbc:postgresql://127.0.0.1:" + toSource.port() + "/postgres")
                .credentials(from.user(), from.password()))
        .sink(
            OceanBase.at("jdbc:mysql://127.0.0.1:" + toSink.port() + "/")
                .credentials(to.user(), to.password()))
        .objects(o -> o.include(pair.schema() + ".*"))
        .phases(
            p ->
                p.schema()
                    .full(f -> f.chunkRows(100).rowsPerSecond(300))
                    .incremental(i -> i.spoolDirectory(directory).windowChanges(400)))
        .build();
  }
}
