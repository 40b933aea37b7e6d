package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationListener;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phase;
import io.openoms.PhaseStatus;
import io.openoms.RunState;
import io.openoms.event.ErrorEvent;
import io.openoms.event.PhaseEvent;
import io.openoms.event.ProgressEvent;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.LeakCheck;
import io.openoms.testkit.LinkProxy;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults that strike a copy in the middle; the rows are compared by plain SQL afterwards. */
class RunFaultsIT {

  private static final Duration LONG = Duration.ofMinutes(4);
  private static final long SLOWLY = 8_000;

  private final DatabaseServer from = Servers.mariaDb().shared();
  private final DatabaseServer to = Servers.oceanBase().shared();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final OrdersFixture orders =
      new OrdersFixture("faults_" + UUID.randomUUID().toString().substring(0, 8), from, to);

  @BeforeEach
  void create() {
    orders.create();
  }

  @AfterEach
  void drop() {
    threads.shutdownNow();
    orders.drop();
  }

  @Test
  void aSecondEngineTakesOverAndTheFirstOneStopsByName() throws Exception {
    try (MigrationRun first = orders.project(SLOWLY).start(threads)) {
      awaitRows(first, 2_000);
      try (MigrationRun second = orders.project(0).start(threads)) {
        MigrationResult result = second.await();

        assertThat(result.error()).isEmpty();
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
      }
      assertThat(first.await(LONG)).isTrue();
      MigrationResult fenced = first.result().orElseThrow();
      assertThat(fenced.state()).isEqualTo(RunState.FAILED);
      assertThat(fenced.error().orElseThrow().code().name()).isEqualTo("STATE_FENCED");
    }
    orders.assertEqual();
  }

  @Test
  void aPausedRunRestsAndGoesOn() throws Exception {
    try (MigrationRun run = orders.project(SLOWLY).start(threads)) {
      awaitRows(run, 1_000);
      run.pause();
      Awaitility.await().atMost(LONG).until(() -> run.state() == RunState.PAUSED);
      long rows = rows(run);
      Thread.sleep(1_500);
      assertThat(rows(run)).isEqualTo(rows);
      run.resume();

      assertThat(run.await().state()).isEqualTo(RunState.COMPLETED);
    }
    orders.assertEqual();
  }

  @Test
  void aClosedRunIsContinuedByTheNext() throws Exception {
    MigrationRun closed = orders.project(SLOWLY).start(threads);
    awaitRows(closed, 2_000);
    closed.close();
    MigrationResult stopped = closed.result().orElseThrow();
    assertThat(stopped.state()).isEqualTo(RunState.STOPPED);
    assertThat(stopped.phases().get(Phase.FULL).status()).isEqualTo(PhaseStatus.STOPPED);
    try (MigrationRun run = orders.project(0).start(threads)) {
      assertThat(run.await().state()).isEqualTo(RunState.COMPLETED);
    }
    orders.assertEqual();
  }

  @Test
  void closingFromAListenerStopsTheRun() throws Exception {
    AtomicReference<MigrationRun> started = new AtomicReference<>();
    MigrationListener closing =
        new MigrationListener() {
          @Override
          public void onProgress(ProgressEvent event) {
            if (event.progress().rows() > 0) {
              started.get().close();
            }
          }
        };
    MigrationRun run = orders.project(from.jdbcUrl(), to.jdbcUrl(), SLOWLY, closing).start(threads);
    started.set(run);

    assertThat(run.await(LONG)).isTrue();
    assertThat(run.state()).isEqualTo(RunState.STOPPED);
  }

  @Test
  void closeIsBoundedWhileBothServersHangAndLeavesNoThread() throws Exception {
    LeakCheck leaks = new LeakCheck();
    ExecutorService ownThreads = Executors.newCachedThreadPool();
    try (LinkProxy sourceLink = new LinkProxy(from.port());
        LinkProxy sinkLink = new LinkProxy(to.port())) {
      MigrationRun run =
          orders
              .project(url(sourceLink), url(sinkLink), SLOWLY, new MigrationListener() {})
              .start(ownThreads);
      awaitRows(run, 1_000);
      sourceLink.hang();
      sinkLink.hang();
      Thread.sleep(500);

      assertThat(timeOf(run::close)).isLessThan(Duration.ofSeconds(20));
      assertThat(run.state()).isEqualTo(RunState.STOPPED);
      assertThat(timeOf(run::close)).isLessThan(Duration.ofSeconds(5));
    } finally {
      ownThreads.shutdownNow();
    }
    leaks.assertNoNewThreads();
  }

  @Test
  void aLinkThatIsCutForAWhileCostsNoRow() throws Exception {
    try (LinkProxy sourceLink = new LinkProxy(from.port());
        LinkProxy sinkLink = new LinkProxy(to.port())) {
      MigrationListener quiet = new MigrationListener() {};
      try (MigrationRun run =
          orders.project(url(sourceLink), url(sinkLink), SLOWLY, quiet).start(threads)) {
        awaitRows(run, 1_000);
        sinkLink.cut();
        Thread.sleep(1_000);
        sinkLink.restore();
        sourceLink.cut();
        Thread.sleep(1_000);
        sourceLink.restore();
        assertThat(run.await(LONG)).isTrue();
        MigrationResult result = run.result().orElseThrow();
        assertThat(result.error()).isEmpty();
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
      }
    }
    orders.assertEqual();
  }

  /** The server is asked what it is; nothing of the run has begun yet. */
  @Test
  void sessionsThatAreLostWhileTheRunOpensThemAreOpenedAnew() throws Exception {
    List<ErrorEvent> errors = Collections.synchronizedList(new ArrayList<>());
    MigrationListener listener =
        new MigrationListener() {
          @Override
          public void onError(ErrorEvent event) {
            errors.add(event);
          }
        };
    try (LinkProxy link = new LinkProxy(to.port())) {
      CompletableFuture<String> lost =
          link.before(
              sql -> sql.contains("SHOW COLLATION"),
              () -> {
                link.cut();
                link.restore();
              });
      try (MigrationRun run =
          orders.project(from.jdbcUrl(), url(link), 0, listener).start(threads)) {
        assertThat(run.await().state()).as("%s", run.result()).isEqualTo(RunState.COMPLETED);
      }
      assertThat(lost).isCompleted();
    }
    assertThat(errors)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.willRetry()).isTrue();
              assertThat(event.error().code().name()).isEqualTo("CONNECTION_LOST");
            });
    orders.assertEqual();
  }

  @Test
  void aServerThatIsNotThereEndsTheRunAtOnce() throws Exception {
    int nobody;
    try (LinkProxy link = new LinkProxy(to.port())) {
      nobody = link.port();
    }
    String url = "jdbc:mysql://127.0.0.1:" + nobody + "/";
    MigrationListener quiet = new MigrationListener() {};
    try (MigrationRun run = orders.project(from.jdbcUrl(), url, 0, quiet).start(threads)) {
      assertThat(run.await(Duration.ofMinutes(2))).isTrue();
      assertThat(run.await().error().orElseThrow().code().name()).isEqualTo("CONNECTION_FAILED");
    }
  }

  @Thorough
  @Test
  void anExecutorWithTooFewThreadsIsNamed() throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    // Wrapped, so that nobody can ask for its size.
    try (MigrationRun run = orders.project(0).start(task -> two.execute(task))) {
      MigrationResult result = run.await();

      assertThat(result.error().orElseThrow().code().name()).isEqualTo("EXECUTOR_STARVED");
    } finally {
      two.shutdownNow();
    }
  }

  @Test
  void threeThreadsAreEnough() throws Exception {
    ExecutorService three = Executors.newFixedThreadPool(3);
    try (MigrationRun run = orders.project(0).start(three)) {
      assertThat(run.await().state()).isEqualTo(RunState.COMPLETED);
    } finally {
      three.shutdownNow();
    }
    orders.assertEqual();
  }

  @Test
  void phasesAreReportedInOrder() throws Exception {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    MigrationListener listener =
        new MigrationListener() {
          @Override
          public void onPhase(PhaseEvent event) {
            heard.add(event.phase().label() + " " + event.status());
          }
        };
    try (MigrationRun run =
        orders.project(from.jdbcUrl(), to.jdbcUrl(), 0, listener).start(threads)) {
      run.await();
    }
    assertThat(heard)
        .containsExactly("schema RUNNING", "schema COMPLETED", "full RUNNING", "full COMPLETED");
  }

  private static Duration timeOf(Runnable work) {
    long began = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static void awaitRows(MigrationRun run, long atLeast) {
    Awaitility.await().atMost(LONG).until(() -> rows(run) >= atLeast);
  }

  private static long rows(MigrationRun run) {
    return run.objects().stream().mapToLong(o -> o.rows()).sum();
  }

  private static String url(LinkProxy link) {
    return "jdbc:mysql://127.0.0.1:" + link.port() + "/";
  }
}
