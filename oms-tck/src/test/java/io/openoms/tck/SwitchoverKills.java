package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.Direction;
import io.openoms.MigrationRun;
import io.openoms.SwitchStep;
import io.openoms.SwitchoverReport;
import io.openoms.error.MigrationException;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.FaultError;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Kills of an engine that is asked for a switchover, by turns in each of its steps and at random
 * moments, under an application that writes where it was told to last, until the next engine says
 * which end decides. Nothing that was committed is lost, nothing is there twice, and after the last
 * kill the writes can still be moved. Stateless.
 */
public final class SwitchoverKills {

  private static final Duration LONG = Duration.ofMinutes(4);
  private static final int LONGEST_MILLIS = 5_000;
  private static final int LONGEST_IN_STEP_MILLIS = 300;
  private static final SwitchStep[] STEPS = SwitchStep.values();
  private static final int ROUND = 2 * STEPS.length;

  private SwitchoverKills() {}

  /** When an engine dies: so long after a step has begun, or after the switchover was asked for. */
  private record Moment(SwitchStep step, int millis, boolean inStep) {

    static Moment of(int kill, Random random) {
      SwitchStep step = STEPS[kill / 2 % STEPS.length];
      return kill % 2 == 0
          ? new Moment(step, random.nextInt(LONGEST_IN_STEP_MILLIS), true)
          : new Moment(step, random.nextInt(LONGEST_MILLIS), false);
    }

    /** Waits for it; a switchover that has ended before its last step lets it come at once. */
    void await(MigrationRun run, Instant since, CompletableFuture<?> asked)
        throws InterruptedException {
      while (inStep && !asked.isDone() && !hasBegun(run, since)) {
        Thread.sleep(1);
      }
      TimeUnit.MILLISECONDS.sleep(millis);
    }

    /** The steps of an earlier switchover are shown until this one begins. */
    private boolean hasBegun(MigrationRun run, Instant since) {
      return run.switchover().steps().stream()
          .filter(one -> one.step() == step)
          .anyMatch(one -> one.began().filter(began -> !began.isBefore(since)).isPresent());
    }

    @Override
    public String toString() {
      return millis + " ms after " + (inStep ? step.label() : "it was asked");
    }
  }

  /** Kills so many engines. */
  public static void run(SwitchedShop shop, int kills, long seed) throws Exception {
    Random random = new Random(seed);
    Direction decided = Direction.FORWARD;
    shop.write(decided);
    for (int kill = 1; kill <= kills; kill++) {
      Moment moment = Moment.of(kill, random);
      String as = "seed " + seed + ", kill " + kill + ", " + moment;
      Direction before = strike(shop, moment, as);
      try (MigrationRun run = shop.start()) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s: %s", as, run.result()).isTrue();
        Direction decides = run.switchover().direction();
        System.out.println(as + ": " + before + " before, " + decides + " after");
        settle(shop, run, decides, as);
        // Each step is struck in both directions; the last kill leaves a shop that still moves.
        if (kill % ROUND == 0 || kill == kills) {
          move(shop, run, decides, as);
          decides = decides.opposite();
        }
        decided = decides;
      }
      shop.write(decided);
    }
  }

  /** The application writes where it may, and both ends become equal. */
  private static void settle(SwitchedShop shop, MigrationRun run, Direction decides, String as)
      throws Exception {
    shop.write(decides);
    shop.awaitMore(20);
    shop.rest();
    assertThat(run.awaitCaughtUp(LONG)).as("%s: %s", as, run.result()).isTrue();
    shop.assertEqual(as);
  }

  private static void move(SwitchedShop shop, MigrationRun run, Direction from, String as)
      throws Exception {
    SwitchoverReport report = ask(shop, run, from);
    assertThat(report.error().map(Throwable::getMessage)).as(as).isEmpty();
    settle(shop, run, from.opposite(), as + ", moved from " + from);
  }

  private static SwitchoverReport ask(SwitchedShop shop, MigrationRun run, Direction from)
      throws InterruptedException {
    return from == Direction.FORWARD
        ? run.switchover().execute(shop::stopWrites)
        : run.switchover().back(shop::stopWrites);
  }

  /** Gives the direction before. */
  private static Direction strike(SwitchedShop shop, Moment moment, String as) throws Exception {
    Death death = new Death(() -> {});
    boolean verifies = moment.inStep && moment.step == SwitchStep.VERIFY;
    MigrationRun run = shop.start(death, verifies);
    try {
      assertThat(run.awaitCaughtUp(LONG)).as("%s: %s", as, run.result()).isTrue();
      Direction before = run.switchover().direction();
      Instant since = Instant.now();
      CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> change(shop, run, before));
      moment.await(run, since, asked);
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

  private static void change(SwitchedShop shop, MigrationRun run, Direction from) {
    try {
      ask(shop, run, from);
    } catch (MigrationException | IllegalStateException e) {
      // The engine died before it could answer.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
