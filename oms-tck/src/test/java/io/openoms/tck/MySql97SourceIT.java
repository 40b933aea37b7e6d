package io.openoms.tck;

import io.openoms.testkit.Servers;

/** From MySQL 9.7; its shop has a million rows, or {@code -Dopenoms.shop.orders}. */
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
    return Long.getLong("openoms.shop.orders", 200_000);
  }
}
