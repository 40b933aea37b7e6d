package io.openoms.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.Phase;
import io.openoms.PhaseResult;
import io.openoms.PhaseStatus;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people are told of phases that did not simply complete. */
class PhasesShownTest {

  @Test
  void aStoredPhaseWithoutAnEndHasNoTimeThatNobodyKnows() {
    Map<Phase, PhaseResult> phases = new EnumMap<>(Phase.class);
    phases.put(Phase.SCHEMA, new PhaseResult(PhaseStatus.COMPLETED, Duration.ofMillis(1500), 0));
    phases.put(Phase.FULL, new PhaseResult(PhaseStatus.RUNNING, Duration.ZERO, 0));
    assertThat(ResultTable.phases(phases).lines())
        .anySatisfy(line -> assertThat(line).matches("schema +completed +1\\.5 s *"))
        .anySatisfy(line -> assertThat(line).matches("full +begun *"));
  }

  @Test
  void aPhaseThatWasStoppedIsNotShownAsDone() {
    assertThat(LiveDisplay.ended(Phase.FULL, PhaseStatus.STOPPED))
        .isEqualTo("- phase full stopped");
    assertThat(LiveDisplay.ended(Phase.FULL, PhaseStatus.COMPLETED))
        .isEqualTo("✔ phase full completed");
    assertThat(LiveDisplay.ended(Phase.FULL, PhaseStatus.FAILED)).isEqualTo("✘ phase full failed");
    assertThat(LiveDisplay.ended(Phase.SCHEMA, PhaseStatus.SKIPPED))
        .isEqualTo("✔ phase schema skipped: already completed");
  }
}
