package io.openoms.testkit.fault;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The death of an engine, shared by its endpoints: from then on every call throws, and what was
 * open is rolled back, as a server does with the sessions of a process that was killed.
 * Thread-safe.
 */
public final class Death {

  private final AtomicBoolean dead = new AtomicBoolean();
  private final Runnable witness;

  /**
   * A death to come.
   *
   * @param witness called once, at that moment, before anything else of the engine can go on; it
   *     may keep what a killed process would have left on disk
   */
  public Death(Runnable witness) {
    this.witness = witness;
  }

  /** Kills the engine; never returns. */
  public void at(Call call) {
    if (dead.compareAndSet(false, true)) {
      witness.run();
    }
    throw FaultError.FAULT_ENGINE_DEAD.at(call);
  }

  /** Whether the engine is dead. */
  public boolean isDead() {
    return dead.get();
  }

  void check(Call call) {
    if (dead.get()) {
      throw FaultError.FAULT_ENGINE_DEAD.at(call);
    }
  }
}
