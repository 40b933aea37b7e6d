package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ConflictRule;
import io.openoms.MigrationRun;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.fault.FaultyEndpoint;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Engines die at random calls while two applications change the same rows and rows of their own.
 * The next engine makes both ends equal by plain SQL. {@code -Dopenoms.active.kills=20}, seeded by
 * {@code -Dopenoms.seed}.
 */
@Thorough
class ActiveActiveKillsIT {

  private static final Duration LONG = Duration.ofMinutes(4);
  private static final long SEED = Seed.ofTheDay();
  private static final int KILLS = Integer.getInteger("openoms.active.kills", 10);
  private static final int CALLS = 600;

  @TempDir Path spool;

  @Test
  void betweenMySqlAndOceanBase() throws Exception {
    campaign(Servers.mysql97().shared(), Servers.oceanBase().shared(), ConflictRule.sinkWins());
  }

  @Test
  void betweenTwoOceanBases() throws Exception {
    try (DatabaseServer other = Servers.oceanBase().start()) {
      campaign(Servers.oceanBase().shared(), other, ConflictRule.latest("changed"));
    }
  }

  private void campaign(DatabaseServer from, DatabaseServer to, ConflictRule rule)
      throws Exception {
    Random random = new Random(SEED);
    try (TwoShops shops = new TwoShops(from, to, spool, rule)) {
      try (MigrationRun run = shops.start()) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
      }
      for (int kill = 1; kill <= KILLS; kill++) {
        String as = "seed " + SEED + ", kill " + kill;
        long seed = random.nextLong();
        strike(shops, 1 + random.nextInt(CALLS), seed);
        try (MigrationRun run = shops.start()) {
          shops.awaitEqual();
          assertThat(run.result()).as(as).isEmpty();
        }
      }
      assertThat(shops.number(to, "SELECT COUNT(*) FROM " + shops.table("orders")))
          .isEqualTo(2L * KILLS * 10);
    }
  }

  /** Both applications work while an engine runs that dies at one of its calls. */
  private static void strike(TwoShops shops, int at, long seed) throws Exception {
    Death death = new Death(() -> {});
    AtomicInteger calls = new AtomicInteger();
    Faults faults =
        new Faults() {
          @Override
          public void after(Call call) {
            if (calls.incrementAndGet() == at) {
              death.at(call);
            }
          }
        };
    AtomicInteger all = new AtomicInteger();
    MigrationRun run = shops.start(end -> new FaultyEndpoint(end, faults, death, all));
    try {
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(() -> work(shops, shops.sink, seed));
      work(shops, shops.source, seed + 1);
      other.join();
      run.await(Duration.ofSeconds(1));
    } finally {
      run.close();
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
