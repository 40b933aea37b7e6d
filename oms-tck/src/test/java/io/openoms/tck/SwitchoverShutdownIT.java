package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.Direction;
import io.openoms.MigrationListener;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.SwitchStep;
import io.openoms.SwitchStepResult.Status;
import io.openoms.error.MigrationException;
import io.openoms.event.SwitchStepEvent;
import io.openoms.testkit.LeakCheck;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The host ends its executor by {@code shutdownNow} while a run is in a step of a switchover, in
 * each step once. The run ends as stopped and leaves no thread; the next one knows which end
 * decides, and the writes can still be moved.
 */
@Thorough
class SwitchoverShutdownIT {

  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir private Path spool;

  @Test
  void aRunWhoseExecutorIsShutDownInAStepStopsAndTheNextOneMovesTheWrites() throws Exception {
    try (MovedShop shop =
        new MovedShop(Servers.mysql97().shared(), Servers.oceanBase().shared(), spool)) {
      MovingApplication application = shop.application();
      application.writeTo(shop.source());
      for (SwitchStep step : SwitchStep.values()) {
        shutDownIn(step, shop);
        continueIt(step, shop);
      }
    }
  }

  private static void shutDownIn(SwitchStep step, MovedShop shop) throws Exception {
    LeakCheck leaks = new LeakCheck();
    ExecutorService threads = Executors.newCachedThreadPool();
    try (MigrationRun run = shop.start(threads, shutDown(threads, step))) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s: %s", step, run.result()).isTrue();
      assertThat(run.switchover().direction()).as("%s", step).isEqualTo(Direction.FORWARD);
      ask(run);
      assertThat(run.await(LONG)).as("%s: the run ends", step).isTrue();
      MigrationResult result = run.result().orElseThrow();
      assertThat(result.error().map(Throwable::getMessage)).as("%s", step).isEmpty();
      assertThat(result.state()).as("%s", step).isEqualTo(RunState.STOPPED);
      assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).as("%s", step).isTrue();
    }
    leaks.assertNoNewThreads();
  }

  /** The run may have ended before it could answer. */
  private static void ask(MigrationRun run) throws InterruptedException {
    try {
      run.switchover().execute(() -> {});
    } catch (MigrationException | IllegalStateException e) {
      assertThat(run.await(LONG)).as("the run ends: %s", e).isTrue();
    }
  }

  private static MigrationListener shutDown(ExecutorService threads, SwitchStep step) {
    return new MigrationListener() {
      @Override
      public void onSwitchStep(SwitchStepEvent event) {
        if (event.result().step() == step && event.result().status() == Status.RUNNING) {
          threads.shutdownNow();
        }
      }
    };
  }

  private static void continueIt(SwitchStep step, MovedShop shop) throws Exception {
    MovingApplication application = shop.application();
    try (MigrationRun run = shop.start()) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s: %s", step, run.result()).isTrue();
      // Of the last step, the shutdown may come before or after the decision.
      if (run.switchover().direction() == Direction.FORWARD) {
        application.writeTo(shop.source());
        application.awaitMore(10);
        SwitchedShop.assertMoved(run.switchover().execute(() -> {}));
      }
      application.writeTo(shop.sink());
      application.awaitMore(10);
      SwitchedShop.assertMoved(run.switchover().back(application::rest));
      application.writeTo(shop.source());
      application.awaitMore(10);
      application.rest();
      assertThat(run.awaitCaughtUp(LONG)).as("%s: %s", step, run.result()).isTrue();
      shop.assertEqual("shut down in " + step);
    }
    application.writeTo(shop.source());
  }
}
