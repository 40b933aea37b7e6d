package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.Direction;
import io.openoms.MigrationListener;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phase;
import io.openoms.PhaseStatus;
import io.openoms.RunState;
import io.openoms.SwitchStep;
import io.openoms.SwitchStepResult;
import io.openoms.SwitchStepResult.Status;
import io.openoms.SwitchoverReport;
import io.openoms.core.error.EngineError;
import io.openoms.error.MigrationException;
import io.openoms.event.EndEvent;
import io.openoms.event.PhaseEvent;
import io.openoms.event.SwitchStepEvent;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.junit.OneJdk;
import io.openoms.testkit.memory.MemoryError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications' writes are moved from one end to the other, and back. */
@OneJdk
class SwitchoverTest {

  @TempDir Path directory;

  private static void assertSwitched(SwitchoverReport report) {
    assertThat(report.error().map(Throwable::getMessage)).isEmpty();
    assertThat(report.switched()).isTrue();
    assertThat(report.steps()).extracting(SwitchStepResult::status).containsOnly(Status.COMPLETED);
  }

  @Test
  void writesMoveToTheSinkAndBackAndForthAgain() throws Exception {
    Switched world = new Switched(directory);
    try (MigrationRun run = world.start()) {
      for (int round = 0; round < 3; round++) {
        world.write(world.source);
        assertThat(run.awaitCaughtUp(Switched.LIMIT)).isTrue();
        assertSwitched(run.switchover().execute(() -> world.write(world.source)));
        assertThat(run.switchover().direction()).isEqualTo(Direction.REVERSE);
        world.assertEqual("after the switch " + round);
        world.write(world.sink);
        world.awaitEqual("followed back " + round);
        assertThatThrownBy(() -> world.write(world.source))
            .as("the source is guarded")
            .hasMessageContaining(MemoryError.MEMORY_READ_ONLY.name());
        assertSwitched(run.switchover().back(() -> world.write(world.sink)));
        assertThat(run.switchover().direction()).isEqualTo(Direction.FORWARD);
        world.assertEqual("after the way back " + round);
        assertThatThrownBy(() -> world.write(world.sink))
            .as("the sink is guarded")
            .hasMessageContaining(MemoryError.MEMORY_READ_ONLY.name());
      }
      world.write(world.source);
      assertThat(run.awaitCaughtUp(Switched.LIMIT)).isTrue();
      run.finishIncremental();
      MigrationResult result = run.await();
      assertThat(result.state()).isEqualTo(RunState.COMPLETED);
    }
    world.assertEqual("in the end");
  }

  @Test
  void aRunThatIsStartedAgainGoesOnInTheDirectionThatDecides() throws Exception {
    Switched world = new Switched(directory);
    try (MigrationRun run = world.start()) {
      assertThat(run.awaitCaughtUp(Switched.LIMIT)).isTrue();
      assertSwitched(run.switchover().execute(() -> {}));
      world.write(world.sink);
    }
    world.write(world.sink);
    try (MigrationRun run = world.start()) {
      world.awaitEqual("by the second run");
      run.finishIncremental();
      MigrationResult result = run.await();
      assertThat(result.state()).isEqualTo(RunState.COMPLETED);
      assertThat(result.phases().get(Phase.FULL).status()).isEqualTo(PhaseStatus.SKIPPED);
      assertThat(result.phases().get(Phase.SWITCHOVER).status()).isEqualTo(PhaseStatus.COMPLETED);
      assertThat(result.phases().get(Phase.REVERSE_INCREMENTAL).rows()).isPositive();
      assertThat(result.objects()).allMatch(object -> object.source().database().equals("shop"));
    }
  }

  /** It would bring to the sink once more what came back from there. */
  @Test
  void aRunWithoutTheWayBackIsRefusedWhileTheSinkDecides() throws Exception {
    Switched world = new Switched(directory);
    try (MigrationRun run = world.start()) {
      assertThat(run.awaitCaughtUp(Switched.LIMIT)).isTrue();
      assertSwitched(run.switchover().execute(() -> {}));
      world.write(world.sink);
      world.awaitEqual("followed back");
    }
    MigrationResult refused = world.followForward();
    assertThat(refused.error().orElseThrow().code()).isEqualTo(EngineError.SWITCHOVER_REFUSED);
    assertThat(refused.error().orElseThrow().getMessage())
        .contains("applications write to the sink");
    try (MigrationRun run = world.start()) {
      assertSwitched(run.switchover().back(() -> {}));
    }
    world.write(world.source);
    assertThat(world.followForward().state()).isEqualTo(RunState.COMPLETED);
    world.assertEqual("forward again");
  }

  @Test
  void writesThatGoOnAreFoundWhereTheSourceIsNotFrozen() throws Exception {
    Switched world = new Switched(directory).with(o -> o.freezeSource(false));
    assertWritesThatGoOnAreFound(world, "asserted by the caller, and was observed still for 3.0 s");
  }

  @Test
  void writesOfAnAccountThatIsNotRefusedAreFound() throws Exception {
    Switched world = new Switched(directory);
    world.source.withLooseGate();
    assertWritesThatGoOnAreFound(world, "but those of accounts with special rights");
  }

  private static void assertWritesThatGoOnAreFound(Switched world, String proof) throws Exception {
    try (MigrationRun run = world.start()) {
      assertThat(run.awaitCaughtUp(Switched.LIMIT)).isTrue();
      Thread application =
          new Thread(
              () -> {
                for (int i = 0; i < 400 && !Thread.currentThread().isInterrupted(); i++) {
                  world.write(world.source);
                  try {
                    Thread.sleep(10);
                  } catch (InterruptedException e) {
                    return;
                  }
                }
              });
      application.start();
      SwitchoverReport report = run.switchover().execute(() -> {});
      assertThat(report.switched()).isFalse();
      assertThat(report.error().orElseThrow().code()).isEqualTo(EngineError.WRITES_NOT_STOPPED);
      application.interrupt();
      application.join();
      world.awaitEqual("forward again");
      assertSwitched(run.switchover().execute(() -> {}));
      assertThat(run.switchover().last().orElseThrow().proof()).contains(proof);
    }
  }

  @Test
  void aFailedStepGoesBackAndTheSourceTakesWritesAgain() throws Exception {
    Switched world = new Switched(directory);
    try (MigrationRun run = world.start()) {
      assertThat(run.awaitCaughtUp(Switched.LIMIT)).isTrue();
      SwitchoverReport report =
          run.switchover()
              .execute(
                  () -> {
                    throw new IllegalStateException("it does not stop");
                  });
      assertThat(report.switched()).isFalse();
      assertThat(report.error().orElseThrow().code()).isEqualTo(EngineError.WRITES_NOT_STOPPED);
      assertThat(step(report, SwitchStep.STOP_WRITES)).isEqualTo(Status.FAILED);
      assertThat(step(report, SwitchStep.DRAIN)).isEqualTo(Status.PENDING);
      world.write(world.source);
      world.awaitEqual("followed as before");
      assertThat(world.sink.established()).as("nothing is captured at the sink").isEmpty();
      assertSwitched(run.switchover().execute(() -> {}));
    }
  }

  private static Status step(SwitchoverReport report, SwitchStep step) {
    return report.steps().stream()
        .filter(one -> one.step() == step)
        .map(SwitchStepResult::status)
        .findFirst()
        .orElseThrow();
  }

  /** Its log was read to the end, and nobody would read what was written then. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSourceThatTookWritesThoughItWasFrozenStaysTheOneThatDecides(boolean closesAgain)
      throws Exception {
    Switched world = new Switched(directory);
    Runnable opening =
        () -> {
          if (closesAgain) {
            world.source.openGateFor(() -> world.write(world.source));
          } else {
            world.source.openGate();
            world.write(world.source);
          }
        };
    OpeningLate opens = new OpeningLate(opening);
    try (MigrationRun run = world.start(opens, new Death(() -> {}))) {
      assertThat(run.awaitCaughtUp(Switched.LIMIT)).isTrue();
      SwitchoverReport report = run.switchover().execute(() -> {});
      assertThat(opens.hasOpened()).isTrue();
      assertThat(report.error().map(MigrationException::code))
          .hasValue(EngineError.WRITES_NOT_STOPPED);
      assertThat(report.switched()).isFalse();
      assertThat(run.switchover().direction()).isEqualTo(Direction.FORWARD);
      world.write(world.source);
      world.awaitEqual("followed as before");
      assertSwitched(run.switchover().execute(() -> {}));
      world.write(world.sink);
      world.awaitEqual("followed back");
    }
  }

  @Test
  void tablesThatCannotBeFollowedBackAreNamedBeforeAnythingIsChanged() throws Exception {
    Switched world = new Switched(directory);
    world.sink.withUnfollowable(Shop.ITEM, "it rests");
    try (MigrationRun run = world.start()) {
      assertThat(run.awaitCaughtUp(Switched.LIMIT)).isTrue();
      SwitchoverReport report = run.switchover().rehearse();
      assertThat(report.error().orElseThrow().code()).isEqualTo(EngineError.SWITCHOVER_REFUSED);
      assertThat(report.error().orElseThrow().getMessage()).contains("shop.item", "it rests");
      world.write(world.source);
      world.awaitEqual("followed as before");
    }
  }

  @Test
  void listenersHearOfEachStepAndOfOneEnd() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    AtomicInteger ends = new AtomicInteger();
    Switched world =
        new Switched(directory)
            .watchedBy(
                new MigrationListener() {
                  @Override
                  public void onSwitchStep(SwitchStepEvent event) {
                    heard.add(event.result().step() + " " + event.result().status());
                  }

                  @Override
                  public void onPhase(PhaseEvent event) {
                    heard.add(event.phase() + " " + event.status());
                  }

                  @Override
                  public void onEnd(EndEvent event) {
                    ends.incrementAndGet();
                  }
                });
    try (MigrationRun run = world.start()) {
      assertThat(run.awaitCaughtUp(Switched.LIMIT)).isTrue();
      assertThat(run.switchover().rehearse().error()).isEmpty();
      assertSwitched(run.switchover().execute(() -> {}));
      run.finishIncremental();
      assertThat(run.await(Duration.ofMinutes(2))).isTrue();
    }
    assertThat(heard)
        .containsSubsequence(
            "FULL COMPLETED",
            "INCREMENTAL RUNNING",
            "SWITCHOVER RUNNING",
            "PRECHECK COMPLETED",
            "STOP_WRITES RUNNING",
            "DRAIN COMPLETED",
            "INCREMENTAL STOPPED",
            "START_OTHER_DIRECTION COMPLETED",
            "SWITCHOVER COMPLETED",
            "REVERSE_INCREMENTAL STOPPED")
        .contains("REVERSE_INCREMENTAL RUNNING");
    assertThat(ends).hasValue(1);
  }
}
