package io.openoms.core.run;

import com.google.common.collect.ImmutableSetMultimap;
import io.openoms.RunState;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** The run's state and the moves between states that are legal. Thread-safe. */
final class Lifecycle {

  private static final ImmutableSetMultimap<RunState, RunState> MOVES =
      ImmutableSetMultimap.<RunState, RunState>builder()
          .putAll(
              RunState.STARTING,
              RunState.RUNNING,
              RunState.PAUSING,
              RunState.STOPPING,
              RunState.FAILED)
          .putAll(
              RunState.RUNNING,
              RunState.PAUSING,
              RunState.STOPPING,
              RunState.COMPLETED,
              RunState.FAILED)
          .putAll(
              RunState.PAUSING,
              RunState.PAUSED,
              RunState.RUNNING,
              RunState.STOPPING,
              RunState.COMPLETED,
              RunState.FAILED)
          .putAll(
              RunState.PAUSED,
              RunState.RUNNING,
              RunState.STOPPING,
              RunState.COMPLETED,
              RunState.FAILED)
          .putAll(RunState.STOPPING, RunState.STOPPED, RunState.FAILED, RunState.COMPLETED)
          .build();

  private final AtomicReference<RunState> state = new AtomicReference<>(RunState.STARTING);

  RunState state() {
    return Objects.requireNonNull(state.get());
  }

  static boolean isLegal(RunState from, RunState to) {
    return MOVES.containsEntry(from, to);
  }

  /** Moves to a state where that is legal; says whether it was. */
  boolean transition(RunState to) {
    RunState before = state();
    while (isLegal(before, to)) {
      if (state.compareAndSet(before, to)) {
        return true;
      }
      before = state();
    }
    return false;
  }
}
