package io.openoms.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LifecycleTest {

  @ParameterizedTest
  @CsvSource({
    "STARTING, RUNNING, true",
    "RUNNING, PAUSING, true",
    "PAUSING, PAUSED, true",
    "PAUSED, RUNNING, true",
    "PAUSED, STOPPING, true",
    "STOPPING, STOPPED, true",
    "RUNNING, PAUSED, false",
    "STARTING, COMPLETED, false",
    "STOPPING, RUNNING, false",
    "COMPLETED, RUNNING, false",
    "FAILED, STOPPING, false",
    "STOPPED, RUNNING, false"
  })
  void knowsTheLegalMoves(RunState from, RunState to, boolean legal) {
    assertThat(Lifecycle.isLegal(from, to)).isEqualTo(legal);
  }

  @ParameterizedTest
  @EnumSource(RunState.class)
  void nothingLeavesAFinalState(RunState to) {
    for (RunState end : RunState.values()) {
      if (end.isFinal()) {
        assertThat(Lifecycle.isLegal(end, to)).as("%s to %s", end, to).isFalse();
      }
    }
  }

  @Test
  void anIllegalMoveChangesNothing() {
    Lifecycle lifecycle = new Lifecycle();

    assertThat(lifecycle.transition(RunState.PAUSED)).isFalse();
    assertThat(lifecycle.state()).isEqualTo(RunState.STARTING);
  }
}
