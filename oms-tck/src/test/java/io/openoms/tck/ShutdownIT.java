package io.openoms.tck;

import static io.openoms.testkit.ServerType.MYSQL_97;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phase;
import io.openoms.PhaseStatus;
import io.openoms.Phases;
import io.openoms.RunState;
import io.openoms.event.PhaseEvent;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.LeakCheck;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import io.openoms.testkit.sample.SysbenchSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The host ends its executor by {@code shutdownNow} while a run is in one of its phases. */
@WithServers
class ShutdownIT {

  private static final Duration LONG = Duration.ofMinutes(4);
  private static final int TABLES = 10;
  private static final long ROWS = 500;

  private final DatabaseServer from;
  private final DatabaseServer to;
  private final String database = TestedPair.newName("shutdown");
  private final SysbenchSchema schema = SysbenchSchema.of(database, TABLES, ROWS);

  @TempDir private Path spool;

  ShutdownIT(@Server(MYSQL_97) DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) {
    this.from = from;
    this.to = to;
  }

  @BeforeEach
  void create() {
    schema.create(from);
  }

  @AfterEach
  void drop() {
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @ParameterizedTest
  @EnumSource(names = {"SCHEMA", "FULL", "INCREMENTAL", "VERIFICATION"})
  void aRunWhoseExecutorIsShutDownInAPhaseStopsAndIsContinued(Phase phase) throws Exception {
    LeakCheck leaks = new LeakCheck();
    ExecutorService threads = Executors.newCachedThreadPool();
    CountDownLatch begun = new CountDownLatch(1);
    try (MigrationRun run = project(phase, true, tell(phase, begun)).start(threads)) {
      assertThat(begun.await(LONG.toSeconds(), TimeUnit.SECONDS)).as("%s", run.result()).isTrue();

      threads.shutdownNow();

      assertThat(run.await(LONG)).as("the run ends").isTrue();
      MigrationResult result = run.result().orElseThrow();
      assertThat(result.error()).isEmpty();
      assertThat(result.state()).isEqualTo(RunState.STOPPED);
      assertThat(result.phases().get(phase).status()).isEqualTo(PhaseStatus.STOPPED);
      assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).as("threads end").isTrue();
    }
    leaks.assertNoNewThreads();
    continueIt(phase);
  }

  private void continueIt(Phase phase) throws Exception {
    if (phase == Phase.INCREMENTAL) {
      from.execute("DELETE FROM " + database + "." + schema.tables().get(0) + " WHERE id = 7");
    }
    ExecutorService threads = Executors.newCachedThreadPool();
    try (MigrationRun run = project(phase, false, new MigrationListener() {}).start(threads)) {
      MigrationResult result = run.await();
      assertThat(result.error()).isEmpty();
      assertThat(result.isComplete()).as("%s", result).isTrue();
    } finally {
      threads.shutdownNow();
    }
    SqlComparison sides = new SqlComparison(from, to, database);
    for (String table : schema.tables()) {
      sides.assertSameRows(table, "*");
    }
  }

  private static MigrationListener tell(Phase phase, CountDownLatch begun) {
    return new MigrationListener() {
      @Override
      public void onPhase(PhaseEvent event) {
        if (event.phase() == phase && event.status() == PhaseStatus.RUNNING) {
          begun.countDown();
        }
      }
    };
  }

  /** With those phases that come before it; slow ones can be met at work. */
  private MigrationProject project(Phase last, boolean slow, MigrationListener listener) {
    return MigrationProject.builder(database)
        .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(o -> o.include(database + ".*"))
        .phases(p -> choose(p, last, slow))
        .listener(listener)
        .build();
  }

  private void choose(Phases.Builder phases, Phase last, boolean slow) {
    phases.schema();
    phases.full(f -> f.chunkRows(100).rowsPerSecond(slow && last == Phase.FULL ? 500 : 0));
    if (last == Phase.VERIFICATION) {
      phases.verification(v -> v.chunkRows(100).rowsPerSecond(slow ? 500 : 0));
    }
    if (last == Phase.INCREMENTAL) {
      phases.incremental(
          i -> {
            i.spoolDirectory(spool);
            if (!slow) {
              i.untilCaughtUp();
            }
          });
    }
  }
}
