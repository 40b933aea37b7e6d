package io.openoms;

import io.openoms.error.MigrationException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of a switchover. Immutable.
 *
 * @param from the direction before
 * @param switched whether applications may write to the new end now
 * @param withoutWrites the time from the moment when writes were stopped until applications could
 *     write again: to the new end, or to the old one when the switchover went back; zero when they
 *     were never stopped
 * @param proof how it is known that nobody wrote to the old end meanwhile, as a sentence; empty
 *     before writes were stopped
 * @param steps every step, in order
 * @param error why it went back; empty when it did not
 */
public record SwitchoverReport(
    Direction from,
    boolean switched,
    Duration withoutWrites,
    String proof,
    List<SwitchStepResult> steps,
    Optional<MigrationException> error) {

  public SwitchoverReport {
    steps = List.copyOf(steps);
  }

  /**
   * This report, when the switchover was done.
   *
   * @throws MigrationException the error for which it went back
   */
  public SwitchoverReport orThrow() {
    if (error.isPresent()) {
      MigrationException cause = error.get();
      throw new MigrationException(cause.code(), cause.context(), cause.description(), cause);
    }
    return this;
  }
}
