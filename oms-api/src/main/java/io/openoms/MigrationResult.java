package io.openoms;

import io.openoms.error.ApiError;
import io.openoms.error.ErrorContext;
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
 * @param verification what the last verification of the run found; empty when none ended
 * @param error what stopped the run as a whole, when something did
 */
public record MigrationResult(
    String project,
    RunState state,
    Map<Phase, PhaseResult> phases,
    List<ObjectResult> objects,
    Optional<Following> following,
    Optional<VerificationReport> verification,
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

  /** The objects that did not arrive. */
  public List<ObjectResult> failedObjects() {
    return objects.stream().filter(object -> object.status().isFailure()).toList();
  }

  /**
   * This result, when everything asked for was done.
   *
   * @throws MigrationException the error that stopped the run, with its code; {@code
   *     OBJECTS_FAILED} when only objects failed; {@code RUN_INCOMPLETE} when the run was stopped
   */
  public MigrationResult orThrow() {
    if (isComplete()) {
      return this;
    }
    if (error.isPresent()) {
      MigrationException cause = error.get();
      throw new MigrationException(cause.code(), cause.context(), cause.description(), cause);
    }
    List<ObjectResult> failed = failedObjects();
    if (failed.isEmpty()) {
      throw new MigrationException(
          ApiError.RUN_INCOMPLETE,
          ErrorContext.none(),
          "the run of project " + project + " was stopped before it was done; start it again");
    }
    throw new MigrationException(
        ApiError.OBJECTS_FAILED,
        ErrorContext.of(failed.get(0).source()),
        String.format(
            "%d of %d objects of project %s failed, first %s: %s",
            failed.size(),
            objects.size(),
            project,
            failed.get(0).source(),
            failed.get(0).error().orElse("no error is known")));
  }
}
