package io.openoms;

import io.openoms.error.MigrationException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a run. Immutable.
 *
 * @param project the project's name
 * @param state the run's state, a final one
 * @param phases the phases asked for, in their order
 * @param objects the objects selected, by source name
 * @param following the last figures of following the source; empty when that had not begun
 * @param error what stopped the run as a whole, when something did
 */
public record MigrationResult(
    String project,
    RunState state,
    Map<Phase, PhaseResult> phases,
    List<ObjectResult> objects,
    Optional<Following> following,
    Optional<MigrationException> error) {

  public MigrationResult {
    Map<Phase, PhaseResult> ordered = new EnumMap<>(Phase.class);
    ordered.putAll(phases);
    phases = Collections.unmodifiableMap(ordered);
    objects = List.copyOf(objects);
  }

  /** Whether everything asked for was done. */
  public boolean isComplete() {
    return state == RunState.COMPLETED;
  }
}
