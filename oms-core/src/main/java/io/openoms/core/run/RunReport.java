package io.openoms.core.run;

import io.openoms.Following;
import io.openoms.MigrationResult;
import io.openoms.Phase;
import io.openoms.PhaseResult;
import io.openoms.PhaseStatus;
import io.openoms.RunState;
import io.openoms.VerificationReport;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.MigrationException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what becomes of a run. Thread-safe. */
final class RunReport {

  private final String project;
  private final Map<Phase, PhaseResult> phases = new EnumMap<>(Phase.class);
  private List<MigratedObject> objects = List.of();
  private @Nullable VerificationReport verification;

  RunReport(String project, Iterable<Phase> asked) {
    this.project = project;
    asked.forEach(
        phase -> phases.put(phase, new PhaseResult(PhaseStatus.PENDING, Duration.ZERO, 0)));
  }

  synchronized void objects(List<MigratedObject> resolved) {
    objects = List.copyOf(resolved);
  }

  synchronized List<MigratedObject> objects() {
    return objects;
  }

  synchronized void phase(Phase phase, PhaseResult result) {
    phases.put(phase, result);
  }

  synchronized void verified(VerificationReport report) {
    verification = report;
  }

  synchronized Optional<VerificationReport> verification() {
    return Optional.ofNullable(verification);
  }

  synchronized long failedObjects() {
    return objects.stream().filter(MigratedObject::isFailed).count();
  }

  synchronized MigrationResult result(
      RunState state, Optional<Following> following, @Nullable MigrationException error) {
    return new MigrationResult(
        project,
        state,
        phases,
        objects.stream().map(MigratedObject::result).toList(),
        following,
        Optional.ofNullable(verification),
        Optional.ofNullable(error));
  }
}
