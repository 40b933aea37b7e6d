package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.openoms.Direction;
import io.openoms.MigrationRun;
import io.openoms.SwitchStep;
import io.openoms.SwitchStepResult;
import io.openoms.SwitchoverReport;
import io.openoms.core.error.EngineError;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Rung;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An application writes all the time, to whichever end decides; writes move to the sink, back, and
 * to the sink again. Nothing that it has committed is lost, and both ends are equal by plain SQL.
 */
class SwitchoverIT {

  private static final Duration LONG = Duration.ofMinutes(4);

  static Stream<Arguments> pairs() {
    return Stream.of(
            Arguments.of(Servers.mysql97(), Servers.oceanBase()),
            Arguments.of(Servers.oceanBase(), Servers.mysql97()),
            Arguments.of(Servers.mysql80(), Servers.oceanBase()),
            Arguments.of(Servers.mariaDb(), Servers.oceanBase()),
            Arguments.of(Servers.mysql97(), Servers.mysql80()))
        .limit(Rung.isThorough() ? 5 : 1);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void anApplicationThatWritesAllTheTimeLosesNothing(
      ServerSpec from, ServerSpec to, @TempDir Path spool) throws Exception {
    try (MovedShop shop = new MovedShop(from, to, spool)) {
      MovingApplication application = shop.application();
      application.writeTo(shop.source());
      try (MigrationRun run = shop.start()) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        application.awaitMore(50);
        // Nobody tells the application: the end refuses it.
        SwitchoverReport report = run.switchover().execute(() -> {});
        SwitchedShop.assertMoved(report);
        assertThat(prepared(report).detail()).contains("added, changed and removed at the sink");
        assertThat(shop.probes()).as("what was sent ahead is gone").isEqualTo(List.of(0L, 0L));
        assertThat(application.refused()).as("frozen ends refuse writes").isPositive();
        application.writeTo(shop.sink());
        application.awaitMore(50);
        SwitchedShop.assertMoved(run.switchover().back(application::rest));
        application.writeTo(shop.source());
        application.awaitMore(50);
        SwitchedShop.assertMoved(run.switchover().execute(() -> {}));
        application.writeTo(shop.sink());
      }
      try (MigrationRun run = shop.start()) {
        application.awaitMore(50);
        application.rest();
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        assertThat(run.switchover().direction()).isEqualTo(Direction.REVERSE);
        shop.assertEqual("in the end");
        assertThat(run.verification().run().inconsistent()).isEmpty();
      }
      assertThat(shop.foreignKeysAtSink()).isEqualTo(1);
      assertThatThrownBy(() -> application.placeAt(shop.source()))
          .as("the source is guarded, also while no engine runs")
          .hasMessageContaining("read-only");
      shop.release();
      assertThat(shop.leftovers()).isEqualTo(List.of(0L, 0L));
      application.placeAt(shop.source());
    }
  }

  private static SwitchStepResult prepared(SwitchoverReport report) {
    return report.steps().stream()
        .filter(step -> step.step() == SwitchStep.PREPARE)
        .findFirst()
        .orElseThrow();
  }

  /** Grants allow all of it, and no precheck asks for such a limit. */
  @Test
  void aWayBackThatIsClosedEndsItBeforeWritesAreStopped(@TempDir Path spool) throws Exception {
    try (MovedShop shop = new MovedShop(Servers.mysql97(), Servers.oceanBase(), spool)) {
      try (MigrationRun run = shop.start()) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        SwitchAccounts.limitUpdates(shop.source(), 1);
        SwitchoverReport report = run.switchover().execute(() -> fail("writes were stopped"));
        SwitchAccounts.limitUpdates(shop.source(), 0);
        assertThat(report.switched()).isFalse();
        assertThat(report.error().orElseThrow().getMessage()).contains("max_updates");
        assertThat(prepared(report).status()).isEqualTo(SwitchStepResult.Status.FAILED);
        shop.application().placeAt(shop.source());
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        shop.assertEqual("followed as before");
        SwitchedShop.assertMoved(run.switchover().execute(() -> {}));
        assertThat(shop.probes()).isEqualTo(List.of(0L, 0L));
      }
    }
  }

  /** The sink would refuse the foreign key when nobody can write any more. */
  @Test
  @Thorough
  void rowsThatAForeignKeyMissesAreNamedBeforeWritesAreStopped(@TempDir Path spool)
      throws Exception {
    try (MovedShop shop = new MovedShop(Servers.mysql97(), Servers.oceanBase(), spool)) {
      shop.orphan(true);
      try (MigrationRun run = shop.start()) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        SwitchoverReport report = run.switchover().execute(() -> fail("writes were stopped"));
        assertThat(report.switched()).isFalse();
        assertThat(report.error().orElseThrow().code()).isEqualTo(EngineError.SWITCHOVER_REFUSED);
        assertThat(report.error().orElseThrow().getMessage()).contains("fk_moved", ".item");
        assertThat(prepared(report).status()).isEqualTo(SwitchStepResult.Status.FAILED);
        shop.orphan(false);
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        SwitchedShop.assertMoved(run.switchover().execute(() -> {}));
        assertThat(shop.foreignKeysAtSink()).isEqualTo(1);
      }
    }
  }

  /** OceanBase refuses no account with SUPER. */
  @Test
  @Thorough
  void writesOfAnAccountThatIsNotRefusedAreFound(@TempDir Path spool) throws Exception {
    try (MovedShop shop = new MovedShop(Servers.oceanBase(), Servers.mysql97(), spool)) {
      try (MigrationRun run = shop.start()) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        AtomicBoolean over = new AtomicBoolean();
        Thread root = new Thread(() -> shop.touch(shop.source(), over));
        root.start();
        SwitchoverReport report = run.switchover().execute(() -> {});
        over.set(true);
        root.join();
        assertThat(report.switched()).isFalse();
        assertThat(report.error().orElseThrow().code()).isEqualTo(EngineError.WRITES_NOT_STOPPED);
        assertThat(report.error().orElseThrow().getMessage()).contains("special rights");
        SwitchedShop.assertMoved(run.switchover().execute(() -> {}));
        shop.assertEqual("in the end");
      }
    }
  }
}
