package io.openoms.tck.tidb;

import io.openoms.tck.SwitchoverKills;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@link SwitchoverKills} between a stand-in for TiDB and OceanBase: {@code
 * -Dopenoms.switch.kills=8}, seeded by {@code -Dopenoms.seed}.
 */
@Thorough
class TiDbSwitchoverKillsIT {

  private static final long SEED = Seed.ofTheDay();
  private static final int KILLS = Integer.getInteger("openoms.switch.kills", 8);

  @Test
  void anEngineThatDiesLeavesOneEndThatDecides(@TempDir Path spool) throws Exception {
    try (MovedFeed shop = new MovedFeed(SEED, spool)) {
      SwitchoverKills.run(shop, KILLS, SEED);
    }
  }
}
