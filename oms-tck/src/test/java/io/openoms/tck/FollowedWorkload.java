package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.tck.workload.Feature;
import io.openoms.tck.workload.Workload;
import io.openoms.tck.workload.WorkloadOptions;
import io.openoms.testkit.DatabaseServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A workload that is copied and followed in this JVM, while the caller strikes. A run that has
 * stopped by name is followed by another one. One thread.
 */
final class FollowedWorkload implements AutoCloseable {

  private static final Duration LONG = Duration.ofMinutes(3);
  private static final int LAST_RUNS = 5;

  private final DatabaseServer from;
  private final DatabaseServer to;
  private final String database = TestedPair.newName("strikes");
  private final MigrationProject project;
  private final Workload workload;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private MigrationRun run;

  /**
   * Starts to write, to copy and to follow.
   *
   * @param sourcePort where the source is reached, perhaps over a proxy
   * @param sinkPort the same of the sink
   */
  FollowedWorkload(
      DatabaseServer from, DatabaseServer to, int sourcePort, int sinkPort, long seed, Path spool) {
    this.from = from;
    this.to = to;
    WorkloadOptions options =
        WorkloadOptions.of(seed, Feature.of(from)).withRate(40).withLarge(900, 80);
    this.workload = new Workload(from, database, options);
    this.project =
        MigrationProject.builder(database)
            .source(MySql.at(url(sourcePort)).credentials(from.user(), from.password()))
            .sink(OceanBase.at(url(sinkPort)).credentials(to.user(), to.password()))
            .objects(o -> o.include(database + ".*"))
            .phases(
                p ->
                    p.schema()
                        .full(f -> f.chunkRows(100).rowsPerSecond(1_000))
                        .incremental(i -> i.spoolDirectory(spool).windowChanges(400)))
            .build();
    workload.create();
    workload.start();
    run = project.start(threads);
  }

  private static String url(int port) {
    return "jdbc:mysql://127.0.0.1:" + port + "/";
  }

  /**
   * Begins another run if the last one has stopped, which it must have done by name.
   *
   * @return by which
   */
  Optional<String> goOn() throws InterruptedException {
    workload.check();
    Optional<MigrationResult> ended = run.result();
    if (ended.isPresent()) {
      String name = name(ended.get());
      run.close();
      run = project.start(threads);
      return Optional.of(name);
    }
    return Optional.empty();
  }

  private static String name(MigrationResult result) {
    return result
        .error()
        .map(Exception::getMessage)
        .or(() -> result.objects().stream().flatMap(o -> o.error().stream()).findFirst())
        .orElseThrow(() -> new AssertionError("what stopped it has no name: " + result));
  }

  /** Waits until the copy is done, by as many runs as that takes, and what it missed applied. */
  void awaitFollowing() throws InterruptedException {
    do {
      goOn();
    } while (!run.awaitCaughtUp(LONG));
  }

  /** The run has not stopped. */
  void assertFollows() {
    assertThat(run.result()).isEmpty();
  }

  /** Ends the writers, has the run catch up, and compares each table by plain SQL. */
  void assertEndsEqual() throws Exception {
    workload.stop();
    MigrationResult result = finish();
    // A table that a strike has failed, by name, is the next run's.
    for (int i = 0; i < LAST_RUNS && !result.isComplete(); i++) {
      goOn();
      result = finish();
    }
    assertThat(result.error()).isEmpty();
    assertThat(result.objects()).allSatisfy(o -> assertThat(o.error()).isEmpty());
    assertThat(result.state()).isEqualTo(RunState.COMPLETED);
    workload.assertEqual(to);
  }

  /** Has the run end where the source ends, if it comes there. */
  private MigrationResult finish() throws InterruptedException {
    boolean abreast = run.awaitCaughtUp(LONG);
    assertThat(abreast || run.result().isPresent()).as("%s", run.progress()).isTrue();
    run.finishIncremental();
    return run.await();
  }

  @Override
  public void close() {
    workload.close();
    run.close();
    threads.shutdownNow();
    from.execute("DROP DATABASE IF EXISTS " + database);
    to.execute("DROP DATABASE IF EXISTS " + database);
  }

  @Override
  public String toString() {
    return workload + "; " + run.progress();
  }
}
