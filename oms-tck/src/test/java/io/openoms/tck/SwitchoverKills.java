package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.Direction;
import io.openoms.MigrationRun;
import io.openoms.error.MigrationException;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.FaultError;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * Kills of an engine that is asked for a switchover, at random moments, under an application that
 * writes where it was told to last, until the next engine says which end decides. Nothing that was
 * committed is lost, nothing is there twice. Stateless.
 */
public final class SwitchoverKills {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int LONGEST_MILLIS = 5_000;

  private SwitchoverKills() {}

  /** Kills so many engines. */
  public static void run(SwitchedShop shop, int kills, long seed) throws Exception {
    Random random = new Random(seed);
    MovingApplication application = shop.application();
    application.writeTo(shop.source());
    int changes = 0;
    for (int kill = 1; kill <= kills; kill++) {
      String as = "seed " + seed + ", kill " + kill;
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
    System.out.printf("%d kills, %d of them after the decision%n", kills, changes);
  }

  /** Gives the direction before. */
  private static Direction strike(SwitchedShop shop, int millis, String as) throws Exception {
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
