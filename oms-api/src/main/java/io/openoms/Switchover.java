package io.openoms;

import java.util.List;
import java.util.Optional;

/**
 * Moves applications' writes from one end of a project to the other, and back, any number of times.
 * Thread-safe.
 *
 * <p>A switchover that fails goes back: the old end takes writes again, and the project follows it
 * as before. Once the other direction has begun, the new end decides, and a run that is started
 * again goes on in that direction.
 */
public interface Switchover {

  /** The direction of changes now. Never blocks. */
  Direction direction();

  /** The steps of the last switchover; all pending before the first. Never blocks. */
  List<SwitchStepResult> steps();

  /** The report of the last switchover of this run; empty before. Never blocks. */
  Optional<SwitchoverReport> last();

  /**
   * Goes through the steps up to {@link SwitchStep#PRECHECK} and changes nothing. Blocks.
   *
   * @throws InterruptedException when the calling thread is interrupted; the rehearsal goes on
   * @throws IllegalStateException before the run follows changes, after its end, while another
   *     switchover is at work, or when a listener calls
   */
  SwitchoverReport rehearse() throws InterruptedException;

  /**
   * Has applications write to the sink. Blocks until they may, or until the switchover has gone
   * back; returns the report of either.
   *
   * @param stopWrites called on a thread of the caller's executor when the time has come: it
   *     returns when no application writes to the source any more. What it throws makes the
   *     switchover go back
   * @throws InterruptedException when the calling thread is interrupted; the switchover goes on
   * @throws IllegalStateException as {@link #rehearse()}, and when applications write to the sink
   *     already
   */
  SwitchoverReport execute(Runnable stopWrites) throws InterruptedException;

  /** The same with what the options say of stopping writes ({@code stopWrites}). */
  SwitchoverReport execute() throws InterruptedException;

  /**
   * Has applications write to the source again, by the same steps.
   *
   * @param stopWrites returns when no application writes to the sink any more
   * @throws InterruptedException as {@link #execute}
   * @throws IllegalStateException as {@link #rehearse()}, and when applications write to the source
   */
  SwitchoverReport back(Runnable stopWrites) throws InterruptedException;

  /** The same with what the options say of stopping writes ({@code stopWrites}). */
  SwitchoverReport back() throws InterruptedException;
}
