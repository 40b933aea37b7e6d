package io.openoms.tck;

import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;

/** From MySQL 8.0, with row metadata and GTIDs as the server itself has them. */
@Thorough
class MySql80SourceIT
    implements FullCopyContract,
        RoundTripContract,
        KeysContract,
        NamesContract,
        SampleSchemasContract,
        HardSchemaContract,
        HardFollowContract {

  @Override
  public TestedPair pair() {
    return Pairs.intoOceanBase(Servers.mysql80().withServerDefaults());
  }
}
