package io.openoms.tck;

import io.openoms.testkit.Servers;

/** From MariaDB 11.4. */
class MariaDbSourceIT
    implements FullCopyContract,
        RoundTripContract,
        KeysContract,
        HardSchemaContract,
        HardFollowContract {

  @Override
  public TestedPair pair() {
    return Pairs.intoOceanBase(Servers.mariaDb());
  }
}
