package io.openoms.core.phase;

import io.openoms.error.MigrationException;
import java.util.Optional;

/**
 * What a phase does before and beside earlier phases of the run: changes must be captured before
 * the first row is copied. The coordinating task calls the methods, in this order; all but {@link
 * #failure} block.
 */
public interface Companion {

  /** Fails the objects that the phase cannot take, before the run makes anything for them. */
  void refuse();

  /**
   * Reviews what earlier runs have stored. Called before each phase of the run, also before those
   * that are done; may undo what a phase has done.
   */
  void review(PhaseRunner next);

  /** Starts the work beside a phase, if it must accompany that one. Called before each phase. */
  void start(PhaseRunner next);

  /** What has ended the work beside the phases; empty while nothing has. */
  Optional<MigrationException> failure();

  /**
   * Ends the work and waits for it, after the last phase.
   *
   * @throws MigrationException what has ended it before, if something did
   */
  void end();

  /** Ends the work, whatever happened, and gives back what it holds. */
  void close();
}
