package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ConflictRule;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.core.error.EngineError;
import io.openoms.testkit.junit.OneJdk;
import io.openoms.testkit.junit.Rung;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ends give one unique value to two rows, while changes flow in both directions. */
@OneJdk
class MeetingNamesTest {

  @TempDir Path directory;

  private static ConflictRule[] rules() {
    return new ConflictRule[] {ConflictRule.sourceWins(), ConflictRule.sinkWins()};
  }

  @ParameterizedTest
  @MethodSource("rules")
  void rowsThatMeetBecomeWhatTheWinnerHas(ConflictRule rule) throws Exception {
    AtOnce world = caughtUp(directory, rule);
    // Two new rows.
    world.source.write(w -> w.insert(Shop.NAME, 10, "new"));
    world.sink.write(w -> w.insert(Shop.NAME, 20, "new"));
    // Two rows that both ends have: none was changed at both.
    world.source.write(w -> w.update(Shop.NAME, List.of(1), 1, "same"));
    world.sink.write(w -> w.update(Shop.NAME, List.of(3), 3, "same"));
    // One end exchanges two names, and the other one changes one of the rows.
    world.source.write(
        w ->
            w.update(Shop.NAME, List.of(4), 4, "free")
                .update(Shop.NAME, List.of(5), 5, "n4")
                .update(Shop.NAME, List.of(4), 4, "n5"));
    world.sink.write(w -> w.update(Shop.NAME, List.of(4), 4, "m4"));
    try (MigrationRun run = world.start()) {
      world.awaitEqual("settled");
      world.source.write(w -> w.insert(Shop.NAME, 30, "later"));
      world.sink.write(w -> w.update(Shop.NAME, List.of(2), 2, "n2 too"));
      world.awaitEqual("changed after that");
      run.finishIncremental();
      assertThat(run.await().error().map(Throwable::getMessage)).isEmpty();
    }
    boolean source = rule.winner() == ConflictRule.Winner.SOURCE;
    assertThat(world.sink.rows(Shop.NAME))
        .containsExactlyInAnyOrderElementsOf(
            source
                ? List.of("1|same", "2|n2 too", "3|n3", "4|n5", "5|n4", "10|new", "30|later")
                : List.of("1|n1", "2|n2 too", "3|same", "4|m4", "5|n5", "20|new", "30|later"));
    assertThat(world.status().bothWays().orElseThrow().conflicts()).isGreaterThanOrEqualTo(6);
  }

  @Test
  void theyStopByNameWithoutARule() throws Exception {
    AtOnce world = caughtUp(directory, ConflictRule.stop());
    world.source.write(w -> w.insert(Shop.NAME, 10, "new"));
    world.sink.write(w -> w.insert(Shop.NAME, 20, "new"));
    try (MigrationRun run = world.start()) {
      MigrationResult result = run.await();
      assertThat(result.error().orElseThrow().code()).isEqualTo(EngineError.ROWS_CONFLICT);
      assertThat(result.error().orElseThrow().getMessage()).contains("shop.name", "id = ");
    }
    assertThat(world.source.rows(Shop.NAME)).contains("10|new").doesNotContain("20|new");
    assertThat(world.sink.rows(Shop.NAME)).contains("20|new").doesNotContain("10|new");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void endsBecomeEqualHoweverOftenRowsMeet(ConflictRule rule) throws Exception {
    AtOnce world = caughtUp(directory, rule);
    try (MigrationRun run = world.start()) {
      for (int round = 0; round < 5; round++) {
        int seed = 2 * round;
        Thread other = new Thread(() -> world.fightForNames(world.sink, seed + 1, 200));
        other.start();
        world.fightForNames(world.source, seed + 2, 200);
        other.join();
        world.awaitEqual("after the fight");
        assertThat(run.result()).isEmpty();
      }
    }
    assertThat(world.status().bothWays().orElseThrow().conflicts()).isPositive();
  }

  /** The engine dies at its calls while rows meet. */
  @Test
  void anEngineThatDiesLeavesNothingDifferent() throws Exception {
    int stride = Rung.isThorough() ? 7 : 131;
    int calls = fightAndDie(0);
    for (int at = 1 + stride / 2; at <= calls; at += stride) {
      fightAndDie(at);
    }
  }

  private int fightAndDie(int at) throws Exception {
    String as = "dead at " + at;
    AtOnce world = caughtUp(Files.createTempDirectory(directory, "spool"), ConflictRule.sinkWins());
    world.fightForNames(world.sink, at, 20);
    world.fightForNames(world.source, at + 1, 20);
    int calls = world.runAndDieAfter(at, as);
    world.fightForNames(world.sink, at + 2, 5);
    try (MigrationRun run = world.start()) {
      world.awaitEqual(as);
      assertThat(run.result()).as(as).isEmpty();
    }
    return calls;
  }

  /** A project that has followed both ends, and ended. */
  private static AtOnce caughtUp(Path spool, ConflictRule rule) throws InterruptedException {
    AtOnce world = new AtOnce(spool, rule);
    try (MigrationRun run = world.start()) {
      assertThat(run.awaitCaughtUp(AtOnce.LIMIT)).as("%s", run.result()).isTrue();
    }
    return world;
  }
}
