package io.openoms.core.apply;

import io.openoms.core.crossing.CrossingSide;
import io.openoms.core.crossing.RowConflict;
import io.openoms.core.task.Control;
import java.util.List;

/**
 * Applies windows where both directions work at once. A window with conflicts is merged anew when
 * they are settled: it has changed by that. One thread.
 */
final class Turns {

  /** What a turn consists of. */
  interface Work {

    /** Merges a window, as far as it counts now. */
    NetWindow net(Window window);

    /** Applies it as a whole, or gives its conflicts and does nothing. */
    List<RowConflict> apply(NetWindow net);
  }

  private record Turn(NetWindow net, List<RowConflict> conflicts) {}

  private final CrossingSide side;
  private final Control control;
  private final Work work;

  Turns(CrossingSide side, Control control, Work work) {
    this.side = side;
    this.control = control;
    this.work = work;
  }

  void take(Window window) {
    Turn turn = side.inTurn(control, () -> attempt(window));
    while (!turn.conflicts.isEmpty()) {
      side.settle(turn.conflicts, turn.net.position(), control);
      turn = side.inTurn(control, () -> attempt(window));
    }
  }

  private Turn attempt(Window window) {
    NetWindow net = work.net(window);
    return new Turn(net, net.conflicts().isEmpty() ? work.apply(net) : net.conflicts());
  }
}
