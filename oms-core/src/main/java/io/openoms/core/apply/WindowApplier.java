package io.openoms.core.apply;

import io.openoms.Following;
import io.openoms.Phase;
import io.openoms.core.apply.net.Coalescer;
import io.openoms.core.apply.net.Lanes;
import io.openoms.core.apply.net.NetChanges;
import io.openoms.core.commit.CommitProtocol;
import io.openoms.core.crossing.CrossingSide;
import io.openoms.core.crossing.RowConflict;
import io.openoms.core.error.EngineError;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.state.StoredApply;
import io.openoms.spi.state.StoredApply.OpenWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Merges a window and has lanes apply it. Invariants: a window that more than one lane shares, or
 * whose rows are durable before its checkpoint, is stored before the first lane begins, and is
 * finished with what was stored; any other one is stored in its lane's own transaction. One thread.
 */
final class WindowApplier {

  /** Fewer changes are not worth a second transaction. */
  private static final int ONE_LANE_CHANGES = 500;

  /** The same as a part of the largest window. */
  private static final int ONE_LANE_PART = 8;

  private final ApplyScope scope;
  private final CommitProtocol commit;
  private final TableGates gates;
  private final LanePool lanes;
  private final Repeater repeater;
  private final AppliedState applied;

  WindowApplier(ApplyScope scope, TableGates gates, LanePool lanes, AppliedState applied) {
    this.scope = scope;
    this.commit = scope.commit();
    this.gates = gates;
    this.lanes = lanes;
    this.repeater = scope.repeater();
    this.applied = applied;
  }

  /** Merges a window's changes, as far as they count now. */
  NetWindow net(Window window) {
    return net(window, scope.options().operations());
  }

  private NetWindow net(Window window, Set<RowChange.Kind> operations) {
    gates.strict(isStrict(scope, operations));
    gates.beginWindow(applied.position());
    return NetWindow.of(window, gates, scope.cascades(), operations, scope);
  }

  /** Whether each row must be at the sink as the log says, where nothing of it was left out. */
  static boolean isStrict(ApplyScope scope, Set<RowChange.Kind> operations) {
    return isAll(operations) && !scope.commit().repeatsRows() && scope.log().knowsRowsBefore();
  }

  private static boolean isAll(Set<RowChange.Kind> operations) {
    return operations.equals(EnumSet.allOf(RowChange.Kind.class));
  }

  /** Applies a window as a whole, or gives its conflicts and does nothing. */
  List<RowConflict> applyInTurn(NetWindow net) {
    if (net.net().isEmpty()) {
      pass(net);
      return List.of();
    }
    StoredApply after = net.window().after(applied.now(), applied.now().window() + 1);
    LaneResult result = await(handWhole(net, after));
    if (result.conflicts().isEmpty()) {
      applied(net, after, List.of(result), true);
    }
    return result.conflicts();
  }

  /**
   * Applies a window.
   *
   * @param meanwhile what is done while lanes are at work, when there are any
   */
  void apply(NetWindow net, Runnable meanwhile) {
    if (net.net().isEmpty()) {
      pass(net);
      return;
    }
    StoredApply after = net.window().after(applied.now(), applied.now().window() + 1);
    boolean small = net.window().changes() <= oneLaneChanges();
    int count = small ? 1 : scope.control().limits().now().lanes();
    if (count == 1 && !commit.repeatsRows()) {
      finish(net, after, List.of(handWhole(net, after)), true, meanwhile);
    } else {
      applied.begin(
          new OpenWindow(
              net.window().changes(),
              count,
              Coalescer.rules(net.net()),
              scope.options().operations()));
      finish(net, after, share(net, after.window(), count, false), false, meanwhile);
    }
  }

  /** Nothing of the window counts. */
  private void pass(NetWindow net) {
    moved(net.window().after(applied.now(), applied.now().window()), false);
    applied.store(false);
  }

  /** The window is one lane's, in one transaction with its position. */
  private CompletableFuture<LaneResult> handWhole(NetWindow net, StoredApply after) {
    return lanes.hand(0, after.window(), net.net(), net.position(), Optional.of(after), false);
  }

  private long oneLaneChanges() {
    return Math.min(ONE_LANE_CHANGES, scope.options().windowChanges() / ONE_LANE_PART);
  }

  private List<CompletableFuture<LaneResult>> share(
      NetWindow net, long window, int count, boolean begunBefore) {
    List<CompletableFuture<LaneResult>> results = new ArrayList<>();
    List<NetChanges> shares = Lanes.split(net.net(), count);
    for (int lane = 0; lane < count; lane++) {
      boolean done = begunBefore && hasApplied(LanePool.lane(lane), window);
      if (!done && !shares.get(lane).isEmpty()) {
        results.add(
            lanes.hand(
                lane, window, shares.get(lane), net.position(), Optional.empty(), begunBefore));
      }
    }
    return results;
  }

  private boolean hasApplied(String lane, long window) {
    return repeater.ask(() -> scope.state().window(lane) >= window);
  }

  private void finish(
      NetWindow net,
      StoredApply after,
      List<CompletableFuture<LaneResult>> results,
      boolean isStored,
      Runnable meanwhile) {
    meanwhile.run();
    applied(net, after, results.stream().map(this::await).toList(), isStored);
  }

  private void applied(
      NetWindow net, StoredApply after, List<LaneResult> results, boolean isStored) {
    long written = 0;
    long execute = 0;
    long commit = 0;
    for (LaneResult lane : results) {
      written += lane.rows();
      execute = Math.max(execute, lane.executeNanos());
      commit = Math.max(commit, lane.commitNanos());
    }
    moved(after, isStored);
    scope
        .figures()
        .window(
            new Following.Window(
                net.window().changes(),
                written,
                Duration.ofNanos(execute),
                Duration.ofNanos(commit)));
  }

  private LaneResult await(CompletableFuture<LaneResult> result) {
    LaneResult lane = lanes.await(result);
    gates.settled(lane.written().settled());
    return lane;
  }

  private void moved(StoredApply after, boolean isStored) {
    applied.applied(after, isStored);
    scope.figures().applied(after.changes(), after.transactions(), after.appliedUpTo());
  }

  /** Ends the window that an earlier run has begun, by its own parameters. */
  void finishOpen(WindowFormer former) {
    Optional<OpenWindow> open = applied.now().open();
    if (open.isEmpty()) {
      return;
    }
    Window window = former.exactly(open.get().changes());
    NetWindow net = net(window, open.get().operations());
    requireSameRules(open.get(), net);
    StoredApply after = window.after(applied.now(), applied.now().window() + 1);
    for (CompletableFuture<LaneResult> result :
        share(net, after.window(), open.get().lanes(), true)) {
      List<RowConflict> conflicts = await(result).conflicts();
      if (!conflicts.isEmpty()) {
        throw CrossingSide.conflict(conflicts, net.position());
      }
    }
    gates.strict(isStrict(scope, scope.options().operations()));
    moved(after, false);
    applied.store(true);
  }

  /** A table may be missing: it is left out of this run, and copied anew when it comes back. */
  private static void requireSameRules(OpenWindow open, NetWindow net) {
    if (!open.rules().containsAll(Coalescer.rules(net.net()))) {
      throw new MigrationException(
          EngineError.WINDOW_LOST,
          ErrorContext.none().withPhase(Phase.INCREMENTAL).withPosition(net.position()),
          "a window was begun by another version of this library, or with other unique keys or"
              + " cascades at the sink; let that version finish it, or make them what they were");
    }
  }
}
