package io.openoms.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.Thorough;
import io.openoms.testkit.junit.WithServers;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * Copies by jobs of a session cluster with two TaskManagers, which are lost, stopped, overtaken.
 */
@WithServers
@DisabledForJreRange(min = JRE.JAVA_22, disabledReason = "Flink 2.3 is for Java 17 and 21")
class FlinkCopyIT {

  /** So that a copy takes some seconds. */
  private static final long SLOWLY = 12_000;

  /** Chunks that the four readers may have had at work, read once more. */
  private static final long AT_WORK = 4L * Orders.CHUNK_ROWS;

  private static Cluster cluster;
  private static ExecutorService threads;

  private final Orders orders;
  private long sentBefore;

  FlinkCopyIT(
      @Server(ServerType.MYSQL_97) DatabaseServer from,
      @Server(ServerType.OCEANBASE) DatabaseServer to) {
    orders = new Orders("flink_" + System.nanoTime(), from, to);
  }

  @BeforeAll
  static void start() throws Exception {
    cluster = new Cluster();
    threads = Executors.newCachedThreadPool();
  }

  @AfterAll
  static void stop() {
    cluster.close();
    threads.shutdownNow();
  }

  @BeforeEach
  void create() {
    orders.create();
    sentBefore = orders.rowsSent();
  }

  @AfterEach
  void drop() {
    orders.project(0).project().release();
    orders.drop();
  }

  @Test
  void aLostTaskManagerCostsOnlyTheChunksThatItHadAtWork() throws Exception {
    try (MigrationRun run = byFlink(SLOWLY)) {
      awaitChunks(run, Orders.CHUNKS / 3);
      cluster.replaceTaskManager();
      MigrationResult result = run.await();

      assertThat(result.error()).isEmpty();
      assertThat(result.state()).isEqualTo(RunState.COMPLETED);
      assertThat(result.objects())
          .filteredOn(object -> object.source().name().equals("orders"))
          .singleElement()
          .satisfies(object -> assertThat(object.rows()).isEqualTo(Orders.ROWS));
    }
    orders.assertEqual();
    assertReadOnce(1);
  }

  @Test
  void theEngineGoesOnWhereAJobStoppedAndAJobWhereTheEngineStopped() throws Exception {
    try (MigrationRun run = byFlink(SLOWLY)) {
      awaitChunks(run, Orders.CHUNKS / 4);
    }
    long byJob = orders.chunksDone();
    assertThat(byJob).isLessThan(Orders.CHUNKS);

    try (MigrationRun run = orders.project(SLOWLY).project().start(threads)) {
      awaitChunks(run, byJob + Orders.CHUNKS / 4);
    }
    assertThat(orders.chunksDone()).isBetween(byJob + 1, Orders.CHUNKS - 1L);

    try (MigrationRun run = byFlink(0)) {
      assertThat(run.await().state()).isEqualTo(RunState.COMPLETED);
    }
    orders.assertEqual();
    assertReadOnce(2);
  }

  @Test
  @Thorough
  void anOvertakenJobEndsWithoutRestart() throws Exception {
    try (MigrationRun overtaken = byFlink(SLOWLY)) {
      awaitChunks(overtaken, Orders.CHUNKS / 4);
      JobID job = running();

      try (MigrationRun next = orders.project(0).project().start(threads)) {
        assertThat(next.await().state()).isEqualTo(RunState.COMPLETED);
      }

      assertThat(overtaken.await().error())
          .hasValueSatisfying(error -> assertThat(error.code().name()).isEqualTo("STATE_FENCED"));
      assertThat(cluster.cluster().getJobStatus(job).get()).isEqualTo(JobStatus.FAILED);
      cluster
          .cluster()
          .getExecutionGraph(job)
          .get()
          .getAllExecutionVertices()
          .forEach(
              task -> assertThat(task.getCurrentExecutionAttempt().getAttemptNumber()).isZero());
    }
    orders.assertEqual();
  }

  private MigrationRun byFlink(long rowsPerSecond) throws Exception {
    return FlinkMigration.of(orders.project(rowsPerSecond)).execute(cluster.environment(), threads);
  }

  private void awaitChunks(MigrationRun run, long chunks) throws InterruptedException {
    while (orders.chunksDone() < chunks) {
      assertThat(run.result()).as("the run ended early").isEmpty();
      Thread.sleep(20);
    }
  }

  private static JobID running() throws Exception {
    List<JobStatusMessage> jobs =
        cluster.cluster().listJobs().get().stream()
            .filter(job -> job.getJobState() == JobStatus.RUNNING)
            .toList();
    assertThat(jobs).hasSize(1);
    return jobs.get(0).getJobId();
  }

  /** Each row was read once, but those of the chunks that were at work when something stopped. */
  private void assertReadOnce(int stops) {
    assertThat(orders.rowsSent() - sentBefore)
        .isBetween((long) Orders.ROWS, Orders.ROWS + stops * AT_WORK);
  }
}
