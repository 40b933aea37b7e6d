package io.openoms.tck;

import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;

/** Names and sample schemas from MariaDB 11.4. */
@Thorough
class MariaDbNamesIT implements NamesContract, SampleSchemasContract {

  @Override
  public TestedPair pair() {
    return Pairs.intoOceanBase(Servers.mariaDb());
  }
}
