package io.openoms.tck;

import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link SwitchoverKills} between MySQL and OceanBase, seeded. */
@Thorough
class SwitchoverKillsIT {

  private static final long SEED = Seed.of("openoms.switch.seed");
  private static final int KILLS = Integer.getInteger("openoms.switch.kills", 12);

  @Test
  void anEngineThatDiesLeavesOneEndThatDecides(@TempDir Path spool) throws Exception {
    try (MovedShop shop = new MovedShop(Servers.mysql97(), Servers.oceanBase(), spool)) {
      SwitchoverKills.run(shop, KILLS, SEED);
    }
  }
}
