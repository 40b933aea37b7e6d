package io.openoms;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Verifications of a run: the one of its verification phase, and those that the caller asks for.
 * Thread-safe.
 */
public interface Verification {

  /** Compares all tables now, with the defaults; see {@link #run(Consumer)}. */
  default VerificationReport run() throws InterruptedException {
    return run(options -> {});
  }

  /**
   * Compares all tables now, in the calling thread, beside whatever the run does. Tables that
   * failed, are left out, or are still being copied by this run are not compared. Goes on with a
   * verification that did not come to its end, and waits for one that is at work. While the run
   * follows the source, a row that is being changed is not taken for a difference. Blocks until the
   * end; {@code workers} is not used.
   *
   * @throws io.openoms.error.MigrationException when an end cannot be read; RUN_STOPPED when the
   *     run ends first
   * @throws InterruptedException when the calling thread is interrupted
   * @throws IllegalStateException before the run has taken the project over, after its end, when a
   *     listener calls, or for a repair while both directions work
   */
  VerificationReport run(Consumer<VerificationOptions.Builder> options) throws InterruptedException;

  /**
   * Looks again at the rows that the last verification of the project found to differ, also one of
   * an earlier run, and makes them at the sink what they are at the source; then compares them once
   * more. See {@link #run(Consumer)}.
   *
   * @throws io.openoms.error.MigrationException OPERATION_REFUSED when the project follows its
   *     source, this run does not, and the source has changed since
   */
  default VerificationReport repair() throws InterruptedException {
    return run(options -> options.scope(VerificationScope.INCONSISTENT).repair(true));
  }

  /** The report of the last verification of this run that ended; empty before. Never blocks. */
  Optional<VerificationReport> last();
}
