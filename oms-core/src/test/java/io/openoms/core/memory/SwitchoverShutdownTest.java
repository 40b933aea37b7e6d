package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.Direction;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.error.MigrationException;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.junit.OneJdk;
import io.openoms.testkit.junit.Rung;
import io.openoms.testkit.junit.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The host ends its executor by {@code shutdownNow} at calls of a switchover. The run ends as
 * stopped, the next one knows which end decides, and writes can still be moved.
 */
@OneJdk
class SwitchoverShutdownTest {

  private static final int STRIDE = Rung.isThorough() ? 3 : 60;

  @TempDir Path directory;

  /** Shuts down at one call, counted from when it is armed. */
  private static final class Host implements Faults {
    final ExecutorService threads;
    final AtomicInteger calls = new AtomicInteger();
    final CountDownLatch reached = new CountDownLatch(1);
    private final int at;
    private final Runnable strike;
    volatile boolean armed;

    /** Shuts the run's executor down at that call. */
    static Host shuttingDown(int at) {
      ExecutorService threads = Executors.newCachedThreadPool();
      return new Host(at, threads, threads::shutdownNow);
    }

    Host(int at, ExecutorService threads, Runnable strike) {
      this.at = at;
      this.threads = threads;
      this.strike = strike;
    }

    @Override
    public void before(Call call) {
      if (armed && calls.incrementAndGet() == at) {
        strike.run();
        reached.countDown();
      }
    }
  }

  @Test
  void aRunWhoseThreadsAreInterruptedInASwitchoverEndsAsStoppedAndIsContinued() throws Exception {
    int calls = shutDownAt(0);
    int stopped = 0;
    int tried = 0;
    for (int at = 1 + Math.floorMod(Seed.ofTheDay(), STRIDE); at <= calls; at += STRIDE) {
      tried++;
      stopped += shutDownAt(at) == 0 ? 0 : 1;
    }
    // The order of calls differs: a switchover may be done before its last numbers.
    assertThat(stopped).isGreaterThan(tried * 3 / 4);
  }

  /** The number of calls; 0 when it was to be shut down and was done before. */
  private int shutDownAt(int at) throws Exception {
    String as = "shut down at call " + at;
    Switched world = new Switched(Files.createTempDirectory(directory, "spool"));
    Host host = Host.shuttingDown(at);
    try (MigrationRun run = world.start(host, new Death(() -> {}), host.threads)) {
      assertThat(run.awaitCaughtUp(Switched.LIMIT)).as(as).isTrue();
      world.write(world.source);
      host.armed = true;
      ask(run);
      host.armed = false;
      if (host.threads.isShutdown()) {
        requireStopped(run, as);
      }
    }
    boolean isShutDown = host.threads.isShutdown();
    host.threads.shutdown();
    assertThat(host.threads.awaitTermination(2, TimeUnit.MINUTES)).as(as).isTrue();
    goOn(world, as);
    return at == 0 || isShutDown ? host.calls.get() : 0;
  }

  /** It is closed by another thread; none of the two directions goes on. */
  @Test
  void aRunThatIsClosedInASwitchoverLeavesNoTask() throws Exception {
    int calls = closedAt(0);
    for (int at = 1 + Math.floorMod(Seed.ofTheDay(), 2 * STRIDE); at <= calls; at += 2 * STRIDE) {
      closedAt(at);
    }
  }

  private int closedAt(int at) throws Exception {
    String as = "closed at call " + at;
    Switched world = new Switched(Files.createTempDirectory(directory, "spool"));
    Host host = new Host(at, Executors.newCachedThreadPool(), () -> {});
    CompletableFuture<Void> asked;
    try (MigrationRun run = world.start(host, new Death(() -> {}), host.threads)) {
      assertThat(run.awaitCaughtUp(Switched.LIMIT)).as(as).isTrue();
      host.armed = true;
      asked = CompletableFuture.runAsync(() -> askQuietly(run));
      while (!asked.isDone() && !host.reached.await(5, TimeUnit.MILLISECONDS)) {
        assertThat(run.result()).as(as).isEmpty();
      }
    }
    host.threads.shutdown();
    assertThat(host.threads.awaitTermination(2, TimeUnit.MINUTES)).as(as).isTrue();
    asked.join();
    goOn(world, as);
    return host.calls.get();
  }

  private static void askQuietly(MigrationRun run) {
    try {
      ask(run);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The run may have ended before it could answer. */
  private static void ask(MigrationRun run) throws InterruptedException {
    try {
      run.switchover().execute(() -> {});
    } catch (MigrationException | IllegalStateException e) {
      assertThat(run.await(Switched.LIMIT)).as("the run ends: %s", e).isTrue();
    }
  }

  private static void requireStopped(MigrationRun run, String as) throws InterruptedException {
    assertThat(run.await(Switched.LIMIT)).as(as).isTrue();
    MigrationResult result = run.result().orElseThrow();
    assertThat(result.error().map(Throwable::getMessage)).as(as).isEmpty();
    assertThat(result.state()).as(as).isEqualTo(RunState.STOPPED);
  }

  private static void goOn(Switched world, String as) throws InterruptedException {
    try (MigrationRun run = world.start()) {
      assertThat(run.awaitCaughtUp(Switched.LIMIT)).as("%s: %s", as, run.result()).isTrue();
      if (run.switchover().direction() == Direction.FORWARD) {
        world.write(world.source);
        assertThat(run.switchover().execute(() -> {}).error()).as(as).isEmpty();
      }
      world.write(world.sink);
      world.awaitEqual(as);
      assertThat(run.switchover().back(() -> {}).error()).as(as).isEmpty();
      world.write(world.source);
      world.awaitEqual(as + ", moved back");
    }
  }
}
