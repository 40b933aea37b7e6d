package io.openoms.tck;

import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Rung;

/**
 * From MySQL 9.7; on the thorough rung its shop has a million rows, or {@code
 * -Dopenoms.shop.orders}.
 */
class MySql97SourceIT
    implements FullCopyContract,
        RoundTripContract,
        KeysContract,
        NamesContract,
        SampleSchemasContract,
        HardSchemaContract,
        HardFollowContract {

  @Override
  public TestedPair pair() {
    return Pairs.intoOceanBase(Servers.mysql97());
  }

  @Override
  public long shopOrders() {
    return Rung.times("openoms.shop.orders", 10_000, 200_000);
  }
}
