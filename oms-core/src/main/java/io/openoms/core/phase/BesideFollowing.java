package io.openoms.core.phase;

import io.openoms.core.compare.RowWatch;
import io.openoms.core.compare.SinceVerified;
import io.openoms.core.task.BetweenWindows;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * What the incremental phase shares with work that accompanies it: how far it is, which rows it is
 * about to change, and whether it must wait for that work before it ends. Thread-safe.
 */
public final class BesideFollowing {

  private final RowWatch watch = new RowWatch();
  private final SinceVerified verified = new SinceVerified();
  private final BetweenWindows between = new BetweenWindows();
  private final AtomicBoolean held = new AtomicBoolean();
  private final Supplier<Optional<CatchUp>> catchUp;

  /**
   * For one run.
   *
   * @param catchUp how far the run follows its source; empty while it does not
   */
  public BesideFollowing(Supplier<Optional<CatchUp>> catchUp) {
    this.catchUp = catchUp;
  }

  /** Tells which rows are about to be changed at the sink. */
  public RowWatch watch() {
    return watch;
  }

  /** Which rows were changed since a verification. */
  public SinceVerified verified() {
    return verified;
  }

  /** Work that the applying task does between two windows. */
  public BetweenWindows between() {
    return between;
  }

  /** How far the source is followed; empty while it is not. */
  public Optional<CatchUp> catchUp() {
    return catchUp.get();
  }

  /** Keeps a phase that ends by itself once it has caught up from ending, until it is let. */
  public void hold(boolean hold) {
    held.set(hold);
  }

  /** Whether nothing keeps the phase from ending. */
  public boolean mayEnd() {
    return !held.get();
  }
}
