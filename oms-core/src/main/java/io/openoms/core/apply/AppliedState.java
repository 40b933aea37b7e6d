package io.openoms.core.apply;

import io.openoms.core.spool.Spool;
import io.openoms.core.state.ProjectState;
import io.openoms.core.task.Repeater;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.StoredApply;
import io.openoms.spi.state.StoredApply.OpenWindow;
import java.time.Duration;
import java.util.Optional;

/**
 * How far the log is applied, in memory and as it is stored; records of the spool are released as
 * soon as what is stored is behind them. Written by the applying task; {@link #position} is for any
 * thread.
 */
final class AppliedState {

  private static final long STORE_NANOS = Duration.ofSeconds(1).toNanos();

  private final ProjectState state;
  private final Spool spool;
  private final Repeater repeater;
  private final String writer;
  private volatile StoredApply now;
  private StoredApply stored;
  private long storedAt = System.nanoTime();

  AppliedState(ApplyScope scope, Repeater repeater, String writer, StoredApply stored) {
    this.state = scope.state();
    this.spool = scope.spool();
    this.repeater = repeater;
    this.writer = writer;
    this.now = stored;
    this.stored = stored;
  }

  StoredApply now() {
    return now;
  }

  Position position() {
    return now.position();
  }

  /** A window is applied; the state was stored with it, or will be. */
  void applied(StoredApply after, boolean isStored) {
    now = after;
    if (isStored) {
      isStored(after);
    }
  }

  /** Before the lanes of a window begin: what they share out can be formed again. */
  void begin(OpenWindow open) {
    spool.sync();
    StoredApply with =
        new StoredApply(
            now.window(),
            now.position(),
            now.skip(),
            now.spool(),
            now.spoolId(),
            Optional.of(open),
            now.transactions(),
            now.changes(),
            now.appliedUpTo());
    repeater.run(() -> state.put(writer, with));
    isStored(now);
  }

  /** Stores what is not stored yet, at once or once a second. */
  void store(boolean atOnce) {
    boolean due = atOnce || System.nanoTime() - storedAt > STORE_NANOS;
    if (due && !now.equals(stored)) {
      StoredApply what = now;
      repeater.run(() -> state.put(writer, what));
      isStored(what);
    }
  }

  private void isStored(StoredApply what) {
    stored = what;
    storedAt = System.nanoTime();
    spool.release(what.spool());
  }
}
