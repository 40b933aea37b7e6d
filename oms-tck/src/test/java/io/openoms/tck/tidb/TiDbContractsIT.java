package io.openoms.tck.tidb;

import io.openoms.tck.FullCopyContract;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.junit.Thorough;

/** What every source of MySQL's dialect must do. */
@Thorough
class TiDbContractsIT implements FullCopyContract {

  private static final TestedPair PAIR = TiDbPair.any();

  @Override
  public TestedPair pair() {
    return PAIR;
  }
}
