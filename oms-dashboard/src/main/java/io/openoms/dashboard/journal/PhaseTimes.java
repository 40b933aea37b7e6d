package io.openoms.dashboard.journal;

import io.openoms.PhaseStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * How a phase stands. Immutable.
 *
 * @param status its status
 * @param began when it began to work, the first time; empty before
 * @param ended when it ended; empty while it works
 */
public record PhaseTimes(PhaseStatus status, Optional<Instant> began, Optional<Instant> ended) {

  static final PhaseTimes PENDING =
      new PhaseTimes(PhaseStatus.PENDING, Optional.empty(), Optional.empty());

  PhaseTimes next(PhaseStatus status, Instant at) {
    return switch (status) {
      case PENDING -> PENDING;
      case RUNNING -> new PhaseTimes(status, began.or(() -> Optional.of(at)), Optional.empty());
      case STOPPED, COMPLETED, FAILED -> new PhaseTimes(status, began, Optional.of(at));
      case SKIPPED -> new PhaseTimes(status, Optional.empty(), Optional.empty());
    };
  }
}
