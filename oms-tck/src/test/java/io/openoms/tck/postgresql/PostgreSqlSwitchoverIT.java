package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.Direction;
import io.openoms.Following;
import io.openoms.MigrationRun;
import io.openoms.Progress;
import io.openoms.SwitchoverReport;
import io.openoms.tck.MovingApplication;
import io.openoms.tck.SwitchoverKills;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An application writes all the time, to whichever end decides; writes move from PostgreSQL to
 * OceanBase, back, and to OceanBase again. Nothing is lost, done twice, or followed back.
 */
class PostgreSqlSwitchoverIT {

  private static final Duration LONG = Duration.ofMinutes(4);

  @ParameterizedTest
  @MethodSource("io.openoms.tck.postgresql.PostgreSqlPair#sources")
  void anApplicationMovesAwayAndBack(ServerSpec source, @TempDir Path spool) throws Exception {
    try (MovedPostgreSqlShop shop = new MovedPostgreSqlShop(source, spool)) {
      MovingApplication application = shop.application();
      application.writeTo(shop.source());
      try (MigrationRun run = shop.start()) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        application.awaitMore(30);
        moved(run.switchover().rehearse());
        // Nobody tells the application: the end refuses it.
        moved(run.switchover().execute(() -> {}));
        application.writeTo(shop.sink());
        application.awaitMore(30);
        assertThatThrownBy(() -> application.placeAt(shop.source()))
            .hasMessageContaining("read-only");
        moved(run.switchover().back(application::rest));
        assertThat(changes(run)).as("our own writes are not followed").isZero();
        shop.assertEqual("after the way back");
        application.writeTo(shop.source());
        application.awaitMore(30);
        moved(run.switchover().execute(() -> {}));
        application.writeTo(shop.sink());
      }
      try (MigrationRun run = shop.start()) {
        application.awaitMore(30);
        application.rest();
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        assertThat(run.switchover().direction()).isEqualTo(Direction.REVERSE);
        shop.assertEqual("in the end");
        assertThat(run.verification().run().inconsistent()).isEmpty();
      }
      assertThatThrownBy(() -> application.placeAt(shop.source()))
          .as("the source is guarded, also while no engine runs")
          .hasMessageContaining("read-only");
      shop.release();
      assertThat(shop.leftovers()).isEmpty();
      shop.pair().onSource("UPDATE stock SET sold = 0");
    }
  }

  @Test
  @Thorough
  void anEngineThatDiesLeavesOneEndThatDecides(@TempDir Path spool) throws Exception {
    try (MovedPostgreSqlShop shop = new MovedPostgreSqlShop(Servers.postgreSql16(), spool)) {
      SwitchoverKills.run(shop, Integer.getInteger("openoms.switch.kills", 6), Seed.ofTheDay());
    }
  }

  private static long changes(MigrationRun run) {
    return run.progress().flatMap(Progress::following).map(Following::capturedChanges).orElse(0L);
  }

  private static void moved(SwitchoverReport report) {
    assertThat(report.error().map(Throwable::getMessage)).isEmpty();
    if (report.switched()) {
      assertThat(report.proof()).contains("refused all writes");
      System.out.println(
          report.from() + ": nobody could write for " + report.withoutWrites().toMillis() + " ms");
    }
  }
}
