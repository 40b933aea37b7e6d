package io.openoms.tck.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.Direction;
import io.openoms.MigrationRun;
import io.openoms.error.MigrationException;
import io.openoms.tck.MovingApplication;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.FaultError;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An engine between a stand-in for TiDB and OceanBase dies at a random moment of a switchover,
 * under an application that writes where it was told to last. Nothing is lost or doubled. {@code
 * -Dopenoms.switch.kills=8}, seeded by {@code -Dopenoms.switch.seed}.
 */
@Thorough
class TiDbSwitchoverKillsIT {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final long SEED = Long.getLong("openoms.switch.seed", 1);
  private static final int LONGEST_MILLIS = 5_000;
  private static final int KILLS = Integer.getInteger("openoms.switch.kills", 8);

  @Test
  void anEngineThatDiesLeavesOneEndThatDecides(@TempDir Path spool) throws Exception {
    Random random = new Random(SEED);
    try (MovedFeed shop = new MovedFeed(SEED, spool)) {
      MovingApplication application = shop.application();
      application.writeTo(shop.source());
      int changes = 0;
      for (int kill = 1; kill <= KILLS; kill++) {
        String as = "seed " + SEED + ", kill " + kill;
        Direction before = strike(shop, random.nextInt(LONGEST_MILLIS), as);
        try (MigrationRun run = shop.start()) {
          assertThat(run.awaitCaughtUp(LONG)).as("%s: %s", as, run.result()).isTrue();
          Direction decides = run.switchover().direction();
          changes += decides == before ? 0 : 1;
          application.writeTo(decides == Direction.FORWARD ? shop.source() : shop.sink());
          application.awaitMore(20);
          application.rest();
          assertThat(run.awaitCaughtUp(LONG)).as("%s: %s", as, run.result()).isTrue();
          shop.assertEqual(as);
        }
        application.writeTo(application.server());
      }
      System.out.printf("%d kills, %d of them after the decision%n", KILLS, changes);
    }
  }

  /** Gives the direction before. */
  private static Direction strike(MovedFeed shop, int millis, String as) throws Exception {
    Death death = new Death(() -> {});
    MigrationRun run = shop.start(death);
    try {
      assertThat(run.awaitCaughtUp(LONG)).as("%s: %s", as, run.result()).isTrue();
      Direction before = run.switchover().direction();
      CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> change(run, before));
      Thread.sleep(millis);
      kill(death);
      run.close();
      asked.join();
      return before;
    } finally {
      run.close();
    }
  }

  private static void kill(Death death) {
    try {
      death.at(new Call("kill", 1, 1));
    } catch (MigrationException e) {
      assertThat(e.code()).isEqualTo(FaultError.FAULT_ENGINE_DEAD);
    }
  }

  private static void change(MigrationRun run, Direction from) {
    try {
      if (from == Direction.FORWARD) {
        run.switchover().execute(() -> {});
      } else {
        run.switchover().back(() -> {});
      }
    } catch (MigrationException | IllegalStateException e) {
      // The engine died before it could answer.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
