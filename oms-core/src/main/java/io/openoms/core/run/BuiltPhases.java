package io.openoms.core.run;

import io.openoms.Phase;
import io.openoms.Phases;
import io.openoms.core.copy.CopyPhase;
import io.openoms.core.incremental.IncrementalPhase;
import io.openoms.core.phase.PhaseKind;
import io.openoms.core.schema.SchemaPhase;
import io.openoms.core.verify.VerificationPhase;
import java.util.List;

/** The phases that this engine can run. Only this list knows them; to add one, name it here. */
final class BuiltPhases {

  static final List<PhaseKind> ALL =
      List.of(SchemaPhase.KIND, CopyPhase.KIND, IncrementalPhase.KIND, VerificationPhase.KIND);

  private BuiltPhases() {}

  /**
   * Those that a project selects, in the order in which they run.
   *
   * @throws IllegalStateException when one is not built
   */
  static List<PhaseKind> of(Phases phases, List<PhaseKind> built) {
    return phases.selected().stream().map(phase -> of(phase, built)).toList();
  }

  private static PhaseKind of(Phase phase, List<PhaseKind> built) {
    return built.stream()
        .filter(kind -> kind.phase() == phase)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no such phase is built: " + phase));
  }
}
