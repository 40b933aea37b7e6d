package io.openoms.tck.tidb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.Direction;
import io.openoms.MigrationRun;
import io.openoms.tck.MovingApplication;
import io.openoms.tck.SwitchedShop;
import io.openoms.tck.ValueCases;
import io.openoms.testkit.junit.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application writes all the time, to whichever end decides: a stand-in for TiDB, OceanBase, and
 * the stand-in again. Its changefeed tells what has flowed back, too; nothing is lost or doubled.
 */
class TiDbSwitchoverIT {

  private static final long SEED = Seed.ofTheDay();
  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir private Path spool;

  @Test
  void writesMoveToOceanBaseAndBack() throws Exception {
    try (MovedFeed shop = new MovedFeed(SEED, spool)) {
      MovingApplication application = shop.application();
      application.writeTo(shop.source());
      try (MigrationRun run = shop.start()) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        application.awaitMore(30);
        // Nobody tells the application: the end refuses it.
        SwitchedShop.assertMoved(run.switchover().execute(() -> {}));
        assertThat(application.refused()).as("a frozen cluster refuses writes").isPositive();
        application.writeTo(shop.sink());
        shop.sink().executeIn(shop.database(), atTheEdges());
        application.awaitMore(30);
        AtomicInteger raised = new AtomicInteger();
        shop.source().watch(sql -> isRaise(sql) && raised.incrementAndGet() > 0);
        SwitchedShop.assertMoved(run.switchover().back(application::rest));
        // Before writes are stopped, and again for the numbers that were given since.
        assertThat(raised.get()).as("servers drop numbers that they hold").isBetween(1, 2);
        shop.assertEqual("back at the source");
        application.writeTo(shop.source());
        shop.source().executeIn(shop.database(), "DELETE FROM edges WHERE id = 1");
        application.awaitMore(30);
      }
      try (MigrationRun run = shop.start()) {
        application.awaitMore(30);
        application.rest();
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        assertThat(run.switchover().direction()).isEqualTo(Direction.FORWARD);
        shop.assertEqual("in the end");
        assertThat(run.verification().run().inconsistent()).isEmpty();
      }
      assertThatThrownBy(() -> application.placeAt(shop.sink()))
          .as("the sink is guarded, also while no engine runs")
          .hasMessageContaining("read");
      shop.release();
      application.placeAt(shop.sink());
      assertThat(shop.kept()).as("nothing is kept at TiDB").isZero();
    }
  }

  private static boolean isRaise(String sql) {
    return sql.startsWith("ALTER TABLE") && sql.contains("`orders` AUTO_INCREMENT = ");
  }

  /** Rows at the edges of all types, and rows whose keys TiDB would give by lot. */
  private static String[] atTheEdges() {
    List<String> statements =
        new ArrayList<>(
            List.of(
                "SET NAMES utf8mb4",
                "SET time_zone = '+00:00'",
                "SET sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO'"));
    ValueCases.statements().stream().filter(FollowedFeed::isInsert).forEach(statements::add);
    statements.addAll(
        List.of(
            "INSERT INTO lots (id, u) VALUES (6917529027641081857, 1), (2, 2), (3, 3)",
            "UPDATE lots SET u = u + 100",
            "UPDATE lots SET id = 9 WHERE u = 102",
            "DELETE FROM lots WHERE u = 103",
            "UPDATE edges SET i8 = 7 WHERE id = 0"));
    return statements.toArray(String[]::new);
  }
}
