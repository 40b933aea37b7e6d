package io.openoms.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.junit.Thorough;
import org.junit.jupiter.api.Test;

/** The benchmark of the triggers' cost, with a few writes and no figure. */
@Thorough
class CaptureCostIT {

  @Test
  void bothTablesTakeEveryWrite() {
    assertThat(CaptureCost.commandLine().execute("--rounds", "1", "--writes", "20")).isZero();
  }
}
