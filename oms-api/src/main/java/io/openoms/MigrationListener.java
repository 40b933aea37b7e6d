package io.openoms;

import io.openoms.event.EndEvent;
import io.openoms.event.ErrorEvent;
import io.openoms.event.IndexEvent;
import io.openoms.event.ObjectEvent;
import io.openoms.event.PhaseEvent;
import io.openoms.event.ProgressEvent;
import io.openoms.event.SwitchStepEvent;
import io.openoms.event.WarningEvent;

/**
 * Watches a run. Every method does nothing by default.
 *
 * <p>Calls come one after another, in the order in which things happened, on a thread of the
 * caller's executor, and never under a lock of the engine; a listener may call any method of the
 * run, {@code close()} too. A slow listener delays later events, not the migration: it hears the
 * latest figures of each phase alone, and while 10,000 events wait for it, retries and warnings are
 * dropped. What a listener throws is logged and counted and changes nothing else.
 */
public interface MigrationListener {

  /** A phase changed its status. */
  default void onPhase(PhaseEvent event) {}

  /** An object changed its status. */
  default void onObject(ObjectEvent event) {}

  /** A secondary index is being built. */
  default void onIndex(IndexEvent event) {}

  /** The figures, about once a second. */
  default void onProgress(ProgressEvent event) {}

  /** A step of a switchover began or ended. */
  default void onSwitchStep(SwitchStepEvent event) {}

  /** Something worth knowing that stops nothing. */
  default void onWarning(WarningEvent event) {}

  /** A step failed, for good or to be tried again. */
  default void onError(ErrorEvent event) {}

  /**
   * The run has ended, in whichever way. Called exactly once for each run, as its last event: also
   * after an internal error, after {@code close()}, and when the executor refused the run. In the
   * last case, and when {@code close()} came before the executor had begun the run, it is called on
   * the thread that called {@code start} or {@code close()}.
   */
  default void onEnd(EndEvent event) {}
}
