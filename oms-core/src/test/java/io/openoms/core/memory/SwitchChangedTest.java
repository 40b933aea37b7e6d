package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationRun;
import io.openoms.SwitchStep;
import io.openoms.SwitchStepResult;
import io.openoms.SwitchoverReport;
import io.openoms.SwitchoverVerification;
import io.openoms.VerificationReport;
import io.openoms.core.error.EngineError;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A switchover compares the rows that were changed since a verification. */
class SwitchChangedTest {

  @TempDir Path directory;

  private Switched world() {
    return new Switched(directory).with(o -> o.verify(SwitchoverVerification.CHANGED));
  }

  private static String compared(SwitchoverReport report) {
    return report.steps().stream()
        .filter(one -> one.step() == SwitchStep.VERIFY)
        .map(SwitchStepResult::detail)
        .findFirst()
        .orElseThrow();
  }

  private static void verify(MigrationRun run) throws InterruptedException {
    VerificationReport report = run.verification().run();
    assertThat(report.inconsistent()).isEmpty();
    assertThat(report.tables()).hasSameSizeAs(Shop.TABLES);
  }

  private static void caughtUp(MigrationRun run) throws InterruptedException {
    assertThat(run.awaitCaughtUp(Switched.LIMIT)).as("%s", run.result()).isTrue();
  }

  @Test
  void theRowsAreComparedThatWereChangedSince() throws Exception {
    Switched world = world();
    try (MigrationRun run = world.start()) {
      caughtUp(run);
      verify(run);
      world.source.write(w -> w.update(Shop.ITEM, List.of(1), 1, 11));
      world.source.write(w -> w.insert(Shop.ITEM, 100, 1).delete(Shop.ITEM, 2));
      world.source.write(w -> w.update(Shop.ITEM, List.of(3), 103, 0));
      caughtUp(run);
      SwitchoverReport report = run.switchover().execute(() -> {}).orThrow();
      // 1, 2, 100, and 3 with its new key 103.
      assertThat(compared(report)).startsWith("5 rows of 1 tables");
      world.assertEqual("after the switchover");
    }
  }

  @Test
  void aChangedRowThatDiffersIsFound() throws Exception {
    Switched world = world();
    try (MigrationRun run = world.start()) {
      caughtUp(run);
      verify(run);
      world.source.write(w -> w.update(Shop.ITEM, List.of(1), 1, 11));
      caughtUp(run);
      world.sink.write(w -> w.update(Shop.ITEM, List.of(1), 1, 12));
      SwitchoverReport report = run.switchover().execute(() -> {});
      assertThat(report.error().orElseThrow().code()).isEqualTo(EngineError.SWITCHOVER_REFUSED);
      assertThat(report.error().orElseThrow().getMessage()).contains("differ in shop.item");
      world.sink.write(w -> w.update(Shop.ITEM, List.of(1), 1, 11));
      // The table was not found equal: all of it is compared.
      assertThat(compared(run.switchover().execute(() -> {}).orThrow()))
          .startsWith(world.source.rows(Shop.ITEM).size() + " rows of 1 tables");
    }
  }

  @Test
  void whatWasComparedOnceIsNotComparedAgain() throws Exception {
    Switched world = world();
    try (MigrationRun run = world.start()) {
      caughtUp(run);
      verify(run);
      SwitchoverReport failed =
          run.switchover()
              .execute(
                  () -> {
                    throw new IllegalStateException("it does not stop");
                  });
      assertThat(failed.switched()).isFalse();
      assertThat(compared(failed)).startsWith("0 rows of 0 tables");
      // A row without a key may be any row of its table.
      world.source.write(w -> w.insert(Shop.NOTE, 1, "x"));
      world.source.write(w -> w.insert(Shop.NAME, 200, "two hundred"));
      caughtUp(run);
      assertThat(compared(run.switchover().execute(() -> {}).orThrow()))
          .startsWith(1 + world.source.rows(Shop.NOTE).size() + " rows of 2 tables");
    }
  }

  /** Neither a run before nor the other direction is known of. */
  @Test
  void withoutAVerificationAllTablesAreCompared() throws Exception {
    Switched world = world();
    try (MigrationRun run = world.start()) {
      caughtUp(run);
      verify(run);
    }
    int rows = Shop.TABLES.stream().mapToInt(table -> world.source.rows(table).size()).sum();
    try (MigrationRun run = world.start()) {
      caughtUp(run);
      String all = rows + " rows of " + Shop.TABLES.size() + " tables";
      assertThat(compared(run.switchover().execute(() -> {}).orThrow())).startsWith(all);
      assertThat(compared(run.switchover().back(() -> {}).orThrow())).startsWith(all);
    }
  }
}
