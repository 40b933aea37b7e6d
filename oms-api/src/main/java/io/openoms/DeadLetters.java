package io.openoms;

/**
 * Takes changes of rows that cannot be applied, so that the others go on. Given only by those who
 * know what becomes of such rows: without it the first one stops the run with its name.
 *
 * <p>Called while the transaction at the sink is open, by several threads; a change comes again
 * when that transaction is tried again. What it throws stops the run.
 */
@FunctionalInterface
public interface DeadLetters {

  /** Takes a change that is left out. */
  void take(DeadLetter letter);
}
