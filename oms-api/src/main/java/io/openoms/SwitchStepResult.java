package io.openoms;

import java.time.Instant;
import java.util.Optional;

/**
 * How a step of a switchover stands. Immutable.
 *
 * @param step the step
 * @param status its status
 * @param began when it began; empty before
 * @param ended when it ended; empty before
 * @param detail what it found, or why it failed; empty when there is nothing to tell
 */
public record SwitchStepResult(
    SwitchStep step,
    Status status,
    Optional<Instant> began,
    Optional<Instant> ended,
    String detail) {

  /** How a step stands. */
  public enum Status {
    /** Its turn has not come. */
    PENDING,
    /** It is at work. */
    RUNNING,
    /** It is done. */
    COMPLETED,
    /** It failed; what had been done was undone. */
    FAILED,
    /** The caller had it left out. */
    SKIPPED
  }

  /** A step whose turn has not come. */
  public static SwitchStepResult pending(SwitchStep step) {
    return new SwitchStepResult(step, Status.PENDING, Optional.empty(), Optional.empty(), "");
  }
}
