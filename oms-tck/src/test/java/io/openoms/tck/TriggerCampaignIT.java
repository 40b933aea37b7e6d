package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.oceanbase.CaptureMode;
import io.openoms.spi.Endpoint;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.LinkProxy;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * OceanBase is followed, by triggers into each kind of sink, and by polling, while links are cut,
 * both servers are killed and started again, and runs end, at random moments. Rows are compared by
 * plain SQL. Seeded by {@code -Dopenoms.seed}, as often as {@code -Dopenoms.campaign.faults} says.
 */
@Thorough
class TriggerCampaignIT {

  private static final int FAULTS = Integer.getInteger("openoms.campaign.faults", 6);
  private static final long SEED = Seed.ofTheDay();
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final int TRANSACTIONS = 40;

  private final Random random = new Random(SEED);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String database = TestedPair.newName("storm");
  private final TriggeredTables tables = new TriggeredTables(database);

  static Stream<ServerSpec> sinks() {
    return Stream.of(
        Servers.mysql97(), Servers.mariaDb(), Servers.mysql80(), Pairs.recoveringOceanBase());
  }

  @ParameterizedTest
  @MethodSource("sinks")
  void faultsOnBothSidesLoseNothing(ServerSpec sink, @TempDir Path spool) throws Exception {
    followThroughFaults(Accounts::captured, sink, spool);
  }

  /** The same without triggers, by comparing tables. */
  @Test
  void faultsOnBothSidesLoseNothingWhereTablesArePolled(@TempDir Path spool) throws Exception {
    followThroughFaults(
        (server, url) ->
            Accounts.polled(server, url)
                .capture(CaptureMode.POLLING)
                .pollInterval(Duration.ofMillis(300)),
        Servers.mysql97(),
        spool);
  }

  private void followThroughFaults(
      BiFunction<DatabaseServer, String, Endpoint> follow, ServerSpec sink, Path spool)
      throws Exception {
    try (DatabaseServer from = Pairs.recoveringOceanBase().start();
        DatabaseServer to = sink.start();
        LinkProxy source = new LinkProxy(from.port());
        LinkProxy target = new LinkProxy(to.port())) {
      tables.create(from);
      MigrationProject project =
          project(follow.apply(from, url(source)), Accounts.anySink(to, url(target)), spool);
      try (TriggeredWriters writers = new TriggeredWriters(from, tables, threads, 2, SEED)) {
        for (int i = 0; i < FAULTS; i++) {
          try (MigrationRun run = project.start(threads)) {
            awaitMore(writers, run);
            strike(from, to, source, target);
            awaitMore(writers, run);
            // A server may be away while a run begins: that is told, and the next one goes on.
            assertThat(run.result().flatMap(MigrationResult::error).filter(e -> !e.isRetryable()))
                .as("fault %d", i)
                .isEmpty();
          }
        }
        writers.end();
        followToTheEnd(project);
      }
      tables.assertEqual(from, to, database);
      project.release();
    } finally {
      threads.shutdownNow();
    }
  }

  private MigrationProject project(Endpoint source, Endpoint sink, Path spool) {
    return MigrationProject.builder(database)
        .source(source)
        .sink(sink)
        .objects(o -> o.include(database + ".*"))
        .phases(
            p ->
                p.schema()
                    .full(f -> f.chunkRows(10))
                    .incremental(i -> i.spoolDirectory(spool).windowChanges(300)))
        .build();
  }

  private static String url(LinkProxy link) {
    return "jdbc:mysql://127.0.0.1:" + link.port() + "/";
  }

  private static void awaitMore(TriggeredWriters writers, MigrationRun run) {
    long before = writers.transactions();
    Awaitility.await()
        .atMost(LONG)
        .until(() -> run.result().isPresent() || writers.transactions() > before + TRANSACTIONS);
  }

  private void strike(DatabaseServer from, DatabaseServer to, LinkProxy source, LinkProxy target)
      throws InterruptedException {
    switch (random.nextInt(5)) {
      case 0 -> cut(source);
      case 1 -> cut(target);
      case 2 -> from.restart();
      case 3 -> to.restart();
      default -> Thread.sleep(random.nextInt(1_000));
    }
  }

  private void cut(LinkProxy link) throws InterruptedException {
    link.cut();
    Thread.sleep(random.nextInt(1_000));
    link.restore();
  }

  private void followToTheEnd(MigrationProject project) throws InterruptedException {
    try (MigrationRun run = project.start(threads)) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      run.finishIncremental();
      assertThat(run.await().error()).isEmpty();
    }
  }
}
