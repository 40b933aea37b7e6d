package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ConflictRule;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Either end is away for a while, after both were changed, and an application writes on at the
 * other one. Once it is back both ends become equal by plain SQL, and a verification says so. For
 * how long is {@code -Dopenoms.active.away}, in seconds.
 */
@Thorough
@Timeout(1_800)
class ActiveActiveLossIT {

  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Duration AWAY =
      Duration.ofSeconds(Integer.getInteger("openoms.active.away", 20));

  static Stream<Arguments> pairs() {
    return Stream.of(
        Arguments.of(Servers.mysql97(), Pairs.recoveringOceanBase()),
        Arguments.of(Pairs.recoveringOceanBase(), Pairs.recoveringOceanBase()));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void eitherEndMayBeAway(ServerSpec from, ServerSpec to, @TempDir Path spool) throws Exception {
    try (DatabaseServer source = from.start();
        DatabaseServer sink = to.start();
        TwoShops shops = new TwoShops(source, sink, spool, ConflictRule.latest("changed"))) {
      for (DatabaseServer away : List.of(sink, source)) {
        lose(shops, away, away == sink ? source : sink);
        try (MigrationRun run = shops.start()) {
          assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
          shops.awaitEqual();
          assertThat(run.verification().run().inconsistent()).isEmpty();
          assertThat(run.result()).isEmpty();
        }
      }
    }
  }

  private static void lose(TwoShops shops, DatabaseServer away, DatabaseServer stays)
      throws Exception {
    try (MigrationRun run = shops.start()) {
      assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      CompletableFuture<Void> other = CompletableFuture.runAsync(() -> work(shops, away, 1));
      work(shops, stays, 2);
      other.join();
      away.kill();
      long end = System.nanoTime() + AWAY.toNanos();
      for (int round = 3; System.nanoTime() < end; round++) {
        work(shops, stays, round);
        Thread.sleep(200);
      }
      away.restart();
      shops.giveDifferentNumbers();
      work(shops, away, 4);
      Awaitility.await()
          .atMost(LONG)
          .until(() -> run.result().isPresent() || run.awaitCaughtUp(Duration.ofMillis(200)));
      // It goes on by itself, or says that the end was away: then the next run goes on.
      assertThat(run.result().flatMap(MigrationResult::error).filter(e -> !e.isRetryable()))
          .isEmpty();
    }
  }

  private static void work(TwoShops shops, DatabaseServer end, long seed) {
    try {
      shops.fight(end, seed, 20);
      shops.trade(end, 10);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
