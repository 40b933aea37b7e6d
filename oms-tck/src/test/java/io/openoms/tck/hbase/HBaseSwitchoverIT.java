package io.openoms.tck.hbase;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.Direction;
import io.openoms.MigrationRun;
import io.openoms.tck.SwitchedShop;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application writes all the time, to whichever end decides: cells to HBase, rows by SQL to
 * OceanBase, and cells again. Nothing is lost, and both ends are equal cell by cell.
 */
class HBaseSwitchoverIT {

  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir private Path spool;

  @Test
  @Thorough
  void writesMoveToTablesOfCellsAndBack() throws Exception {
    try (MovedCellShop shop = new MovedCellShop(spool)) {
      shop.write(Direction.FORWARD);
      shop.awaitMore(300);
      try (MigrationRun run = shop.start()) {
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        run.switchover().rehearse().orThrow();
        shop.awaitMore(100);
        SwitchedShop.assertMoved(run.switchover().execute(shop::stopWrites));
        shop.write(Direction.REVERSE);
        SqlCells.write(shop.pair());
        shop.awaitMore(300);
      }
      try (MigrationRun run = shop.start()) {
        shop.awaitMore(100);
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        assertThat(run.switchover().direction()).isEqualTo(Direction.REVERSE);
        shop.rest();
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        assertEqual(shop, "in reverse");
        shop.write(Direction.REVERSE);
        shop.awaitMore(100);
        SwitchedShop.assertMoved(run.switchover().back(shop::stopWrites));
        assertEqual(shop, "back in HBase");
        shop.write(Direction.FORWARD);
        shop.awaitMore(200);
        shop.rest();
        assertThat(run.awaitCaughtUp(LONG)).as("%s", run.result()).isTrue();
        assertEqual(shop, "forward again");
        assertThat(run.verification().run().inconsistent()).isEmpty();
      }
    }
  }

  private static void assertEqual(MovedCellShop shop, String as) throws Exception {
    shop.assertEqual(as);
    assertThat(shop.pair().fromSource("t", "f"))
        .as(as)
        .filteredOn(SqlCells::isOne)
        .hasSize(SqlCells.LEFT);
  }
}
