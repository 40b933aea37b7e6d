package io.openoms;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A project as its stored state shows it. Immutable.
 *
 * @param project the project's name
 * @param epoch a number that grows whenever an engine takes the project over
 * @param updatedAt when an engine last took the project over, or stored what stopped it, by the
 *     sink's clock
 * @param phases the phases reached so far
 * @param objects the objects, by source name
 * @param checkpoint how far the source's changes are applied; empty before that has begun
 * @param reverse how far the sink's changes are applied at the source, while the reverse direction
 *     decides or works beside the forward one; else empty, also when the source does not answer
 * @param verification what the last verification of each table found, without samples; empty before
 *     the first one ended
 * @param switchover which end decides, and the last switchover; empty when the project never ran
 *     with the phase
 * @param bothWays what is stored of both directions; empty unless both work at once
 * @param stops the statements at which following stopped and that are not passed
 * @param selectionChanges what was added to the project, and taken out of it, beside its own
 *     selection
 * @param keptLog what the source keeps of its log for the project now; empty where it keeps none
 *     for one reader, and when it does not answer
 * @param lastError the last error that stopped a run, when one did
 */
public record ProjectStatus(
    String project,
    long epoch,
    Instant updatedAt,
    Map<Phase, PhaseResult> phases,
    List<ObjectResult> objects,
    Optional<Checkpoint> checkpoint,
    Optional<Checkpoint> reverse,
    Optional<VerificationReport> verification,
    Optional<SwitchStatus> switchover,
    Optional<BothWaysStatus> bothWays,
    List<StoppedStatement> stops,
    List<SelectionChange> selectionChanges,
    Optional<KeptLog> keptLog,
    Optional<String> lastError) {

  public ProjectStatus {
    Map<Phase, PhaseResult> ordered = new EnumMap<>(Phase.class);
    ordered.putAll(phases);
    phases = Collections.unmodifiableMap(ordered);
    objects = List.copyOf(objects);
    stops = List.copyOf(stops);
    selectionChanges = List.copyOf(selectionChanges);
  }
}
