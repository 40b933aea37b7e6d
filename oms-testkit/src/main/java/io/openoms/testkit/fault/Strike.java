package io.openoms.testkit.fault;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One fault, at the first call that is meant. Thread-safe. */
public final class Strike implements Faults {

  private final Predicate<Call> which;
  private final boolean after;
  private final Consumer<Call> what;
  private final AtomicReference<@Nullable Call> struck = new AtomicReference<>();

  private Strike(Predicate<Call> which, boolean after, Consumer<Call> what) {
    this.which = which;
    this.after = after;
    this.what = what;
  }

  /** Does something before a call; what it throws keeps the call from being made. */
  public static Strike before(Predicate<Call> which, Consumer<Call> what) {
    return new Strike(which, false, what);
  }

  /** Does something after a call; what it throws takes the place of the answer. */
  public static Strike after(Predicate<Call> which, Consumer<Call> what) {
    return new Strike(which, true, what);
  }

  /** The call that was struck; null when none was. */
  public @Nullable Call struck() {
    return struck.get();
  }

  @Override
  public void before(Call call) {
    if (!after) {
      strike(call);
    }
  }

  @Override
  public void after(Call call) {
    if (after) {
      strike(call);
    }
  }

  private void strike(Call call) {
    if (which.test(call) && struck.compareAndSet(null, call)) {
      what.accept(call);
    }
  }
}
