package io.openoms.core.phase;

import io.openoms.Phase;
import io.openoms.PhaseStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * One phase of one run. The run's coordinating task calls it, in this order: {@link #isDone}; then,
 * unless it is done, {@link #run}; {@link #rows} at any time. Methods block.
 */
public interface PhaseRunner {

  /** Which phase it is. */
  Phase phase();

  /**
   * Whether the stored state says that nothing is left to do, for every object that is selected
   * now. Each phase answers for itself alone.
   */
  boolean isDone();

  /**
   * Does the phase's work to its end, or until the run is stopped or the phase is asked to finish
   * ({@link io.openoms.core.task.Control#isFinishing}).
   *
   * @throws io.openoms.error.MigrationException what ends the whole run; an object's own failure is
   *     stored with the object
   */
  void run();

  /** Rows or changes that the phase has brought to the sink, in earlier runs too. */
  long rows();

  /**
   * Whether the phase moves rows. A companion starts before the first phase that does, and figures
   * are reported at its end.
   */
  default boolean movesRows() {
    return true;
  }

  /** What the phase does beside earlier phases; empty for most. */
  default Optional<Companion> companion() {
    return Optional.empty();
  }

  /**
   * The last status that the phase has reported itself, while it accompanied an earlier one; empty
   * for a phase that works in its turn alone.
   */
  default Optional<PhaseStatus> reported() {
    return Optional.empty();
  }

  /** How long it has been at work, where that is not the time of its turn. */
  default Optional<Duration> elapsed() {
    return Optional.empty();
  }

  /** How far the phase follows a log; empty while it follows none. */
  default Optional<CatchUp> catchUp() {
    return Optional.empty();
  }
}
