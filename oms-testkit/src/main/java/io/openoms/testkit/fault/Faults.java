package io.openoms.testkit.fault;

/**
 * Hears of each call, in the thread that makes it, and may throw. Must be thread-safe: many tasks
 * call at once.
 */
public interface Faults {

  /** The call is about to be made; what is thrown here keeps it from that. */
  default void before(Call call) {}

  /** The call was made and has succeeded; what is thrown here takes the place of its answer. */
  default void after(Call call) {}

  /** These faults, and others behind them. */
  default Faults and(Faults others) {
    Faults first = this;
    return new Faults() {
      @Override
      public void before(Call call) {
        first.before(call);
        others.before(call);
      }

      @Override
      public void after(Call call) {
        first.after(call);
        others.after(call);
      }
    };
  }
}
