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
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose classes are in jars that are sent along, as Flink loads them: child first. */
@WithServers
@Thorough
@DisabledForJreRange(min = JRE.JAVA_22, disabledReason = "Flink 2.3 is for Java 17 and 21")
class FlinkJarsIT {

  private static final int JOBS = 3;
  private static final long SLOWLY = 12_000;

  @Test
  void jobsLeaveNeitherThreadsNorClassLoadersBehind(
      @Server(ServerType.MYSQL_97) DatabaseServer from,
      @Server(ServerType.OCEANBASE) DatabaseServer to,
      @TempDir Path directory)
      throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Cluster cluster = new Cluster()) {
      String[] jars = JobJars.in(directory).toArray(String[]::new);
      for (int job = 0; job < JOBS; job++) {
        Orders orders = new Orders("loaders_" + System.nanoTime(), from, to);
        orders.create();
        cancelOne(orders, cluster.environment(jars), threads);
        try (MigrationRun run =
            FlinkMigration.of(orders.project(0)).execute(cluster.environment(jars), threads)) {
          MigrationResult result = run.await();
          assertThat(result.error()).isEmpty();
          assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        }
        orders.assertEqual();
        orders.project(0).project().release();
        orders.drop();
      }
      assertThat(cluster.finished()).isEqualTo(JOBS);
      assertNothingLeft();
    } finally {
      threads.shutdownNow();
    }
  }

  /** Some of its sessions are at work then. */
  private static void cancelOne(
      Orders orders, StreamExecutionEnvironment env, ExecutorService threads) throws Exception {
    try (MigrationRun run = FlinkMigration.of(orders.project(SLOWLY)).execute(env, threads)) {
      while (orders.chunksDone() < 2) {
        assertThat(run.result()).as("the run ended early").isEmpty();
        Thread.sleep(20);
      }
    }
  }

  private static void assertNothingLeft() throws Exception {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!threadsOfJobs().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(200);
    }
    assertThat(threadsOfJobs()).isEmpty();
    // Java's cache of serialized classes holds some softly: until a second collection here.
    long left = LiveClasses.count(JobJars.LOADER);
    while (left > 0 && System.nanoTime() < end) {
      Thread.sleep(500);
      left = LiveClasses.count(JobJars.LOADER);
    }
    assertThat(left).as("class loaders of jobs that have ended, or were cancelled").isZero();
  }

  /** The run here, outside of the jars, has a driver and a pool of its own. */
  private static List<String> threadsOfJobs() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread.getName().startsWith("openoms-copy-")
                    || isOfJars(thread.getContextClassLoader()))
        .map(Thread::getName)
        .toList();
  }

  private static boolean isOfJars(ClassLoader loader) {
    return loader != null && loader.getClass().getName().contains("ChildFirst");
  }
}
