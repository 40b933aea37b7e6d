package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.openoms.ConflictRule;
import io.openoms.MigrationRun;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.memory.MemoryServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a verification finds while changes flow in both directions. */
class AtOnceVerificationTest {

  private static final long SEED = Seed.ofTheDay();
  private static final int ROUNDS = 5;
  private static final int TIMES = 20;

  @TempDir Path directory;

  private static long differences(VerificationReport report) {
    assertThat(report.tables()).allSatisfy(table -> assertThat(table.error()).isEmpty());
    return report.tables().stream().mapToLong(TableVerification::differences).sum();
  }

  private static CompletableFuture<Void> fight(AtOnce world, MemoryServer end, long seed) {
    return CompletableFuture.runAsync(() -> world.fight(end, seed, TIMES));
  }

  @Test
  void rowsOnTheirWayEitherWayAndConflictsAreNoDifferences() throws Exception {
    AtOnce world = new AtOnce(directory, ConflictRule.sinkWins());
    try (MigrationRun run = world.start()) {
      assertThat(run.awaitCaughtUp(AtOnce.LIMIT)).as("%s", run.result()).isTrue();
      for (long seed = SEED; seed < SEED + 2L * ROUNDS; seed += 2) {
        CompletableFuture<Void> here = fight(world, world.source, seed);
        CompletableFuture<Void> there = fight(world, world.sink, seed + 1);
        VerificationReport report = run.verification().run(v -> v.patience(Duration.ofMillis(20)));
        assertThat(differences(report)).as("seed %d", seed).isZero();
        here.join();
        there.join();
      }
      world.awaitEqual("seed " + SEED);
      assertThat(run.verification().run(v -> {}).isConsistent()).isTrue();
    }
    assertThat(world.status().bothWays().orElseThrow().conflicts()).isPositive();
  }

  @Test
  void aRowThatNoLogTellsOfIsFoundAndNotRepaired() throws Exception {
    AtOnce world = new AtOnce(directory, ConflictRule.stop());
    world.copy();
    world.sink.write(w -> w.update(Shop.ITEM, List.of(3), 3, 77).delete(Shop.ITEM, 4));
    try (MigrationRun run = world.start()) {
      assertThat(run.awaitCaughtUp(AtOnce.LIMIT)).as("%s", run.result()).isTrue();
      world.write(world.source);
      world.write(world.sink);
      VerificationReport report = run.verification().run(v -> {});
      assertThat(report.inconsistent())
          .extracting(
              TableVerification::target, TableVerification::different, TableVerification::missing)
          .containsExactly(tuple(Shop.ITEM, 1L, 1L));
      assertThatThrownBy(() -> run.verification().run(v -> v.repair(true)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("neither end is right");
    }
  }
}
