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
import io.openoms.core.spool.SpoolRecord;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.state.StoredApply;
import io.openoms.spi.state.StoredApply.OpenWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Forms windows and has lanes apply them, one window after another. Invariants: a window that more
 * than one lane shares, or whose rows are durable before its checkpoint, is stored before the first
 * lane begins, and is finished with what was stored; any other one is stored in its lane's own
 * transaction; nothing of the spool is released that a stored window may need.
 */
public final class ApplyTask implements Runnable {

  /** The name of the bookkeeping row. */
  public static final String WRITER = "apply";

  /** Fewer changes are not worth a second transaction. */
  private static final int ONE_LANE_CHANGES = 500;

  private static final long CAUGHT_UP_NANOS = Duration.ofSeconds(2).toNanos();

  /** The same as a part of the largest window. */
  private static final int ONE_LANE_PART = 8;

  private final ApplyScope scope;
  private final CommitProtocol commit;
  private final TableGates gates;
  private final LanePool lanes;
  private final Repeater repeater;
  private final AppliedState applied;
  private final WindowFormer former;
  private final ConvergedTables converged;
  private final Optional<Turns> turns;
  private volatile boolean resting;
  private volatile @Nullable SpoolRecord reached;
  private @Nullable NetWindow ahead;
  private @Nullable Position target;
  private long targetTaken;

  ApplyTask(ApplyScope scope, List<FollowedTable> tables, LanePool lanes, StoredApply stored) {
    this.scope = scope;
    this.commit = scope.commit();
    this.gates = new TableGates(scope.log(), tables, isStrict(scope.options().operations()));
    this.lanes = lanes;
    this.repeater = scope.repeater();
    this.applied = new AppliedState(scope, repeater, WRITER, stored);
    this.former = new WindowFormer(scope.spool(), stored.spool(), scope.options(), scope.control());
    this.converged = new ConvergedTables(scope, repeater, WRITER);
    this.turns = scope.side().flatMap(this::turns);
    scope.figures().applied(stored.changes(), stored.transactions(), stored.appliedUpTo());
  }

  /** Whether no window is under way. */
  boolean isResting() {
    return resting;
  }

  /** Up to where the log is applied. */
  Position position() {
    return applied.position();
  }

  /** The change of definitions before which applying has ended; empty where it has not. */
  Optional<SpoolRecord> reached() {
    return Optional.ofNullable(reached);
  }

  /** How far the log is applied, all of it stored. For when the task has ended. */
  StoredApply stored() {
    return applied.now();
  }

  @Override
  public void run() {
    try {
      scope.side().ifPresent(side -> side.begin(scope.control()));
      finishOpenWindow();
      while (!isDone() && !isAtDdl()) {
        scope.control().check();
        step();
      }
      applied.store(true);
      // Not after an error: it ends the run, and work that waits must not end before with its own.
      if (reached == null) {
        scope.between().close();
      }
    } finally {
      lanes.finish();
    }
  }

  private boolean isFinishing() {
    return scope.control().isFinishing(Phase.INCREMENTAL);
  }

  /** Whether a change of definitions is next, and all is done that comes before it. */
  private boolean isAtDdl() {
    if (ahead != null
        || scope.control().isPaused()
        || !gates.convergedAt(applied.position()).isEmpty()) {
      return false;
    }
    reached = former.ddl().orElse(null);
    return reached != null;
  }

  private boolean isDone() {
    if (ahead != null || !gates.areConverged() || scope.between().isWanted()) {
      return false;
    }
    return isFinishing()
        || (scope.options().untilCaughtUp() && scope.mayEnd().getAsBoolean() && isCaughtUp());
  }

  /**
   * All that the source had at a moment is at the sink, and the moment is not long past: the source
   * may never be at rest.
   */
  private boolean isCaughtUp() {
    if (target == null) {
      target = repeater.ask(this::end);
      targetTaken = System.nanoTime();
    }
    if (!scope.log().covers(applied.position(), target)) {
      return false;
    }
    target = null;
    long delay = scope.log().delay().toNanos();
    return System.nanoTime() - targetTaken < CAUGHT_UP_NANOS + delay;
  }

  /** Whether all that is captured is applied, and that is all there was a moment ago. */
  private boolean isAbreast() {
    return ahead == null
        && isDrained()
        && (scope.isLogAtEnd().getAsBoolean()
            || applied.now().appliedUpTo().isAfter(Instant.now().minusNanos(CAUGHT_UP_NANOS)));
  }

  private Position end() {
    return scope.log().current().orElseThrow(ApplyTask::noLog);
  }

  static MigrationException noLog() {
    return new MigrationException(
        EngineError.LOG_MISSING,
        ErrorContext.none(),
        "the source does not tell where its log ends");
  }

  private boolean isDrained() {
    return applied.now().spool() >= scope.spool().next();
  }

  private void step() {
    if (scope.control().isPaused()) {
      resting = true;
      scope.control().sleep(50);
      return;
    }
    resting = false;
    if (ahead == null) {
      workBetweenWindows();
    }
    if (turns.isPresent()) {
      // Not after the window alone: one of a table that converges would not be compared.
      converge();
      takeTurn(turns.get());
    } else {
      takeWindow();
    }
    converge();
    scope.figures().caughtUp(isAbreast());
  }

  private void takeWindow() {
    NetWindow window = ahead != null ? ahead : form(true);
    ahead = null;
    if (window == null) {
      applied.store(false);
    } else {
      apply(window);
    }
  }

  private void takeTurn(Turns inTurn) {
    Window window = former.next(true);
    if (window == null) {
      applied.store(false);
    } else {
      inTurn.take(window);
    }
  }

  private Optional<Turns> turns(CrossingSide side) {
    return Optional.of(
        new Turns(
            side,
            scope.control(),
            new Turns.Work() {
              @Override
              public NetWindow net(Window window) {
                side.applied(scope.log(), applied.position());
                return ApplyTask.this.net(window);
              }

              @Override
              public List<RowConflict> apply(NetWindow net) {
                return applyInTurn(net);
              }
            }));
  }

  private List<RowConflict> applyInTurn(NetWindow net) {
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

  /** All that was applied is stored first: that work may count on it. */
  private void workBetweenWindows() {
    if (scope.between().isWanted()) {
      applied.store(true);
      scope.between().runAll();
    }
  }

  private @Nullable NetWindow form(boolean wait) {
    Window window = former.next(wait);
    return window == null ? null : net(window);
  }

  private NetWindow net(Window window) {
    return net(window, scope.options().operations());
  }

  private NetWindow net(Window window, Set<RowChange.Kind> operations) {
    gates.strict(isStrict(operations));
    gates.beginWindow(applied.position());
    return NetWindow.of(window, gates, scope.cascades(), operations, scope);
  }

  private boolean isStrict(Set<RowChange.Kind> operations) {
    return isAll(operations) && !commit.repeatsRows() && scope.log().knowsRowsBefore();
  }

  private static boolean isAll(Set<RowChange.Kind> operations) {
    return operations.equals(EnumSet.allOf(RowChange.Kind.class));
  }

  private void converge() {
    if (ahead != null || gates.areConverged()) {
      return;
    }
    List<FollowedTable> tables = gates.convergedAt(applied.position());
    if (!tables.isEmpty()) {
      applied.store(true);
      converged.complete(tables);
    }
  }

  private void apply(NetWindow net) {
    if (net.net().isEmpty()) {
      pass(net);
      return;
    }
    StoredApply after = net.window().after(applied.now(), applied.now().window() + 1);
    boolean small = net.window().changes() <= oneLaneChanges();
    int count = small ? 1 : scope.options().lanesAtWork();
    if (count == 1 && !commit.repeatsRows()) {
      finish(net, after, List.of(handWhole(net, after)), true);
    } else {
      applied.begin(
          new OpenWindow(
              net.window().changes(),
              count,
              Coalescer.rules(net.net()),
              scope.options().operations()));
      finish(net, after, share(net, after.window(), count, false), false);
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

  /** Waits for the lanes, and forms the next window meanwhile. */
  private void finish(
      NetWindow net,
      StoredApply after,
      List<CompletableFuture<LaneResult>> results,
      boolean isStored) {
    if (gates.areConverged() && !isFinishing() && !scope.between().isWanted()) {
      ahead = form(false);
    }
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
  private void finishOpenWindow() {
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
    gates.strict(isStrict(scope.options().operations()));
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
