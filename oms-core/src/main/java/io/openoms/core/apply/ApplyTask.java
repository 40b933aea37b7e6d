package io.openoms.core.apply;

import io.openoms.Phase;
import io.openoms.core.crossing.CrossingSide;
import io.openoms.core.crossing.RowConflict;
import io.openoms.core.spool.SpoolRecord;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.StoredApply;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Forms windows and has them applied, one after another, until the phase ends or a change of
 * definitions is next. Nothing of the spool is released that a stored window may need.
 */
public final class ApplyTask implements Runnable {

  /** The name of the bookkeeping row. */
  public static final String WRITER = "apply";

  private final ApplyScope scope;
  private final TableGates gates;
  private final LanePool lanes;
  private final AppliedState applied;
  private final WindowApplier windows;
  private final CatchUp catchUp;
  private final WindowFormer former;
  private final ConvergedTables converged;
  private final Optional<Turns> turns;
  private volatile boolean resting;
  private volatile @Nullable SpoolRecord reached;
  private @Nullable NetWindow ahead;

  ApplyTask(ApplyScope scope, List<FollowedTable> tables, LanePool lanes, StoredApply stored) {
    this.scope = scope;
    boolean strict = WindowApplier.isStrict(scope, scope.options().operations());
    this.gates = new TableGates(scope.log(), tables, strict);
    this.lanes = lanes;
    this.applied = new AppliedState(scope, scope.repeater(), WRITER, stored);
    this.windows = new WindowApplier(scope, gates, lanes, applied);
    this.catchUp = new CatchUp(scope, applied);
    this.former = new WindowFormer(scope.spool(), stored.spool(), scope.options(), scope.control());
    this.converged = new ConvergedTables(scope, scope.repeater(), WRITER);
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
      windows.finishOpen(former);
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
        || (scope.options().untilCaughtUp()
            && scope.mayEnd().getAsBoolean()
            && catchUp.isReached());
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
    scope.figures().caughtUp(ahead == null && catchUp.isAbreast());
  }

  private void takeWindow() {
    NetWindow window = ahead != null ? ahead : form(true);
    ahead = null;
    if (window == null) {
      applied.store(false);
    } else {
      windows.apply(window, this::formAhead);
    }
  }

  /** While lanes are at work. */
  private void formAhead() {
    if (gates.areConverged() && !isFinishing() && !scope.between().isWanted()) {
      ahead = form(false);
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
                return windows.net(window);
              }

              @Override
              public List<RowConflict> apply(NetWindow net) {
                return windows.applyInTurn(net);
              }
            }));
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
    return window == null ? null : windows.net(window);
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
}
