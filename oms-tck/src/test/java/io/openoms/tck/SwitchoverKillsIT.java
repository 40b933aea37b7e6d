package io.openoms.tck;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Seed;
import io.openoms.testkit.junit.Thorough;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@link SwitchoverKills} between MySQL and OceanBase: {@code -Dopenoms.switch.kills=60}, seeded by
 * {@code -Dopenoms.seed}; from OceanBase fewer.
 */
@Thorough
@Timeout(value = 2, unit = TimeUnit.HOURS)
class SwitchoverKillsIT {

  private static final long SEED = Seed.ofTheDay();
  private static final int KILLS = Integer.getInteger("openoms.switch.kills", 16);

  @TempDir private Path spool;

  @Test
  void fromMySqlToOceanBase() throws Exception {
    campaign(Servers.mysql97().shared(), Servers.oceanBase().shared(), KILLS);
  }

  @Test
  void fromOceanBaseToMySql() throws Exception {
    campaign(Servers.oceanBase().shared(), Servers.mysql97().shared(), KILLS / 2);
  }

  @Test
  void betweenTwoOceanBases() throws Exception {
    try (DatabaseServer other = Servers.oceanBase().start()) {
      campaign(Servers.oceanBase().shared(), other, KILLS / 2);
    }
  }

  private void campaign(DatabaseServer from, DatabaseServer to, int kills) throws Exception {
    try (MovedShop shop = new MovedShop(from, to, spool)) {
      SwitchoverKills.run(shop, kills, SEED);
    }
  }
}
