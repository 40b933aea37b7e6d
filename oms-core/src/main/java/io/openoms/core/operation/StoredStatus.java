package io.openoms.core.operation;

import io.openoms.BothWaysStatus;
import io.openoms.Checkpoint;
import io.openoms.ComparedPart;
import io.openoms.KeptLog;
import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.Phase;
import io.openoms.PhaseResult;
import io.openoms.ProjectStatus;
import io.openoms.SelectionChange;
import io.openoms.StoppedStatement;
import io.openoms.SwitchStatus;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.ViewVerification;
import io.openoms.spi.state.StateStore;
import io.openoms.spi.state.StoredApply;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredProject;
import io.openoms.spi.state.StoredStop;
import io.openoms.spi.state.StoredVerification;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a project's stored state says of its last run. Stateless. */
public final class StoredStatus {

  private StoredStatus() {}

  /**
   * The status of a project; empty when it never started. Blocks on the sink.
   *
   * @param reverse how far the reverse direction is, which is stored at its own sink
   */
  public static Optional<ProjectStatus> of(
      StateStore store,
      String project,
      Optional<Checkpoint> reverse,
      Optional<SwitchStatus> switchover,
      Optional<BothWaysStatus> bothWays,
      Optional<KeptLog> keptLog) {
    return store
        .read(project)
        .map(
            stored ->
                status(
                    stored,
                    store.apply(project).map(StoredStatus::checkpoint),
                    reverse,
                    verification(
                        stored, store.verifications(project), store.verifiedViews(project)),
                    switchover,
                    bothWays,
                    store.stops(project).stream().map(StoredStop::stop).toList(),
                    store.selectionChanges(project),
                    keptLog));
  }

  /** How far a project's changes are applied; empty before that has begun. Blocks. */
  public static Optional<Checkpoint> applied(StateStore store, String project) {
    return store.apply(project).map(StoredStatus::checkpoint);
  }

  private static Checkpoint checkpoint(StoredApply apply) {
    return new Checkpoint(
        apply.position().text(), apply.appliedUpTo(), apply.transactions(), apply.changes());
  }

  private static Optional<VerificationReport> verification(
      StoredProject project, List<StoredVerification> found, List<ViewVerification> views) {
    Map<ObjectName, List<ComparedPart>> parts = parts(project);
    return found.stream()
        .map(StoredVerification::endedAt)
        .min(Comparator.naturalOrder())
        .map(
            first ->
                new VerificationReport(
                    project.name(),
                    first,
                    found.stream()
                        .map(StoredVerification::endedAt)
                        .max(Comparator.naturalOrder())
                        .orElse(first),
                    found.stream()
                        .map(
                            table ->
                                verification(table, parts.getOrDefault(table.target(), List.of())))
                        .toList(),
                    views,
                    Optional.empty()));
  }

  private static TableVerification verification(
      StoredVerification found, List<ComparedPart> parts) {
    return new TableVerification(
        List.of(),
        found.target(),
        parts,
        found.rows(),
        found.missing(),
        found.extra(),
        found.different(),
        found.unresolved(),
        found.byRule(),
        found.deadLetters(),
        0,
        List.of(),
        found.error().map(StoredStatus::code),
        found.error());
  }

  /** What of the sources was compared that are compared in part, by the tables at the sink. */
  private static Map<ObjectName, List<ComparedPart>> parts(StoredProject project) {
    return project.objects().stream()
        .filter(object -> object.kind() == ObjectKind.TABLE && !object.scope().isEmpty())
        .collect(
            Collectors.groupingBy(
                StoredObject::target,
                Collectors.mapping(
                    object -> new ComparedPart(object.source(), object.scope()),
                    Collectors.toList())));
  }

  private static ProjectStatus status(
      StoredProject stored,
      Optional<Checkpoint> checkpoint,
      Optional<Checkpoint> reverse,
      Optional<VerificationReport> verification,
      Optional<SwitchStatus> switchover,
      Optional<BothWaysStatus> bothWays,
      List<StoppedStatement> stops,
      List<SelectionChange> selectionChanges,
      Optional<KeptLog> keptLog) {
    Map<Phase, PhaseResult> phases = new EnumMap<>(Phase.class);
    stored
        .phases()
        .forEach(p -> phases.put(p.phase(), new PhaseResult(p.status(), p.elapsed(), p.rows())));
    return new ProjectStatus(
        stored.name(),
        stored.epoch(),
        stored.updatedAt(),
        phases,
        stored.objects().stream().map(StoredStatus::result).toList(),
        checkpoint,
        reverse,
        verification,
        switchover,
        bothWays,
        stops,
        selectionChanges,
        keptLog,
        stored.lastError());
  }

  private static ObjectResult result(StoredObject stored) {
    return new ObjectResult(
        stored.kind(),
        stored.source(),
        stored.target(),
        stored.status(),
        stored.rows(),
        stored.conflicts(),
        stored.warnings(),
        stored.error().map(StoredStatus::code),
        stored.error(),
        stored.rows(),
        0,
        Optional.empty(),
        Optional.empty());
  }

  /** A stored error begins with its code. */
  private static String code(String error) {
    int end = 0;
    while (end < error.length()
        && (Character.isLetterOrDigit(error.charAt(end)) || error.charAt(end) == '_')) {
      end++;
    }
    return error.substring(0, end);
  }
}
