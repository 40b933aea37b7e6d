package io.openoms.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.Thorough;
import io.openoms.testkit.junit.WithServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * TaskManagers are killed (SIGKILL) at random while jobs of 2, 4 and 1 readers copy, each of which
 * goes on where the one before was cancelled: {@code -Dopenoms.flink.kills=20}, of {@code
 * -Dopenoms.flink.times=5} times 40,000 rows, seeded by {@code -Dopenoms.seed}.
 */
@WithServers
@Thorough
@DisabledForJreRange(min = JRE.JAVA_22, disabledReason = "Flink 2.3 is for Java 17 and 21")
class FlinkKillsIT {

  private static final int KILLS = Integer.getInteger("openoms.flink.kills", 20);
  private static final int TIMES = Integer.getInteger("openoms.flink.times", 5);
  private static final long SEED = Seed.ofTheDay();
  private static final int[] READERS = {2, 4, 1};
  private static final int MOST_AT_ONCE = 2;

  /** So that no job is done before its TaskManagers are killed. */
  private static final long SLOWLY = 1_000;

  private final Random random = new Random(SEED);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @Test
  void killsAndOtherNumbersOfReadersLoseNothingAndCopyNothingTwice(
      @Server(ServerType.MYSQL_97) DatabaseServer from,
      @Server(ServerType.OCEANBASE) DatabaseServer to,
      @TempDir Path directory)
      throws Exception {
    Orders orders = new Orders("flink_kills_" + System.nanoTime(), from, to, TIMES);
    List<String> jars = JobJars.in(directory);
    try (FlinkProcesses cluster = new FlinkProcesses(directory, 2)) {
      orders.create();
      long before = orders.rowsSent();
      int kills = 0;
      for (int part = 0; part < READERS.length; part++) {
        int upTo = KILLS * (part + 1) / READERS.length;
        try (MigrationRun run = start(orders, READERS[part], SLOWLY, cluster.environment(jars))) {
          for (; kills < upTo; kills++) {
            awaitMoreChunks(orders, run);
            Thread.sleep(random.nextInt(500));
            cluster.replaceTaskManager(kills % 2);
          }
          awaitMoreChunks(orders, run);
        }
      }
      assertThat(orders.chunksDone()).isLessThan(orders.rows() / Orders.CHUNK_ROWS);
      try (MigrationRun run = start(orders, 4, 0, cluster.environment(jars))) {
        MigrationResult result = run.await();
        assertThat(result.error()).isEmpty();
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
      }
      orders.assertEqual();
      assertThat(orders.rowsSent() - before)
          .as("rows read: those at work at a kill, or at the end of a job, were read again")
          .isBetween(
              (long) orders.rows(),
              orders.rows()
                  + (long) (KILLS + 2 * READERS.length) * MOST_AT_ONCE * Orders.CHUNK_ROWS);
    } finally {
      threads.shutdownNow();
      orders.project(0).project().release();
      orders.drop();
    }
  }

  private MigrationRun start(
      Orders orders, int readers, long rowsPerSecond, StreamExecutionEnvironment env) {
    return FlinkMigration.of(orders.project(rowsPerSecond, readers)).execute(env, threads);
  }

  /** After a kill the job begins to copy again. */
  private static void awaitMoreChunks(Orders orders, MigrationRun run) throws InterruptedException {
    long wanted = orders.chunksDone() + 2;
    long end = System.nanoTime() + 300_000_000_000L;
    while (orders.chunksDone() < wanted) {
      assertThat(run.result()).as("the run ended early").isEmpty();
      assertThat(System.nanoTime()).as("the job does not go on").isLessThan(end);
      Thread.sleep(50);
    }
  }
}
