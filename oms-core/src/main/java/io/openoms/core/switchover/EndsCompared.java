package io.openoms.core.switchover;

import io.openoms.ObjectName;
import io.openoms.SwitchoverVerification;
import io.openoms.TableVerification;
import io.openoms.VerificationOptions;
import io.openoms.VerificationReport;
import io.openoms.VerificationScope;
import io.openoms.ViewVerification;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares both ends while changes flow, and rows that change all the time once more at rest. One
 * thread.
 */
final class EndsCompared {

  /** How long a row that changes is looked at before writes are stopped. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Leg leg;
  private final VerificationOptions options;
  private final VerificationScope scope;
  private boolean unresolved;

  EndsCompared(Leg leg, VerificationOptions options, SwitchoverVerification what) {
    this.leg = leg;
    this.options = options;
    this.scope =
        what == SwitchoverVerification.CHANGED ? VerificationScope.CHANGED : VerificationScope.ALL;
  }

  /**
   * Compares all tables, or what was changed of them; gives what was found, as a sentence.
   *
   * @throws MigrationException SWITCHOVER_REFUSED when rows or views differ, or a table cannot be
   *     compared
   */
  String whileChangesFlow() {
    VerificationReport report = leg.verify(with(scope));
    requireNoDifference(report);
    unresolved = !report.isConsistent();
    return found(report) + (unresolved ? ", but for rows that changed all the time" : "");
  }

  private String found(VerificationReport report) {
    if (scope == VerificationScope.ALL) {
      return report.tables().size() + " tables are equal";
    }
    long rows = report.tables().stream().mapToLong(TableVerification::rows).sum();
    return rows
        + " rows of "
        + report.tables().size()
        + " tables, all that were not known to be equal, are equal";
  }

  /** Compares what was left open, now that nobody writes. */
  void atRest() {
    if (unresolved) {
      requireNoDifference(leg.verify(with(VerificationScope.INCONSISTENT)));
    }
  }

  private VerificationOptions with(VerificationScope which) {
    return new VerificationOptions(
        which,
        false,
        options.mode(),
        options.workers(),
        options.chunkRows(),
        options.rowsPerSecond(),
        options.bytesPerSecond(),
        options.samples(),
        PATIENCE,
        options.reportDirectory(),
        Duration.ZERO,
        false,
        options.operations());
  }

  private static void requireNoDifference(VerificationReport report) {
    List<String> different =
        Stream.concat(
                report.tables().stream()
                    .filter(table -> table.differences() > 0 || table.error().isPresent())
                    .map(TableVerification::target),
                report.views().stream()
                    .filter(view -> !view.isConsistent())
                    .map(ViewVerification::target))
            .map(ObjectName::toString)
            .toList();
    if (!different.isEmpty()) {
      throw new MigrationException(
          EngineError.SWITCHOVER_REFUSED,
          ErrorContext.none(),
          "both ends differ in " + String.join(", ", different) + "; repair them first");
    }
  }
}
