package io.openoms.core.crossing;

import io.openoms.ConflictRule;
import io.openoms.Direction;
import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.core.error.EngineError;
import io.openoms.core.task.Control;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.Position;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;

/**
 * A crossing as one of its directions sees it. The applying task's, but for {@link #join}, {@link
 * #follow} and {@link #across}, which are for any thread.
 */
public final class CrossingSide {

  private static final long LOOK_MILLIS = 50;

  private final Crossing crossing;
  private final Direction direction;
  private long seen;

  CrossingSide(Crossing crossing, Direction direction) {
    this.crossing = crossing;
    this.direction = direction;
  }

  /** This direction's source is going to be followed. */
  public void follow(FollowedEnd source) {
    crossing.followed().put(direction, source);
  }

  /**
   * The source of the other direction; empty before its log is followed and what earlier runs left
   * unsettled is settled: from then on a row changes by what the two logs tell alone.
   */
  public Optional<FollowedEnd> across() {
    return Optional.ofNullable(crossing.followed().get(direction.opposite()))
        .filter(end -> crossing.isResumed() && end.isFollowing());
  }

  /** Brings what settling needs of this direction. */
  public void join(Flow flow) {
    crossing.join(direction, flow);
  }

  /** Before the first window: settles what an engine before did not come to settle. Blocks. */
  public void begin(Control control) {
    if (direction == Direction.FORWARD) {
      locked(crossing.turns().writeLock(), control, () -> crossing.resume(control));
    } else {
      crossing.awaitResumed(control);
    }
  }

  /** Applies a window. Windows of both directions go on side by side, but not beside a conflict. */
  public <T> T inTurn(Control control, Supplier<T> window) {
    Lock turn = crossing.turns().readLock();
    take(turn, control);
    try {
      seen = crossing.last();
      return window.get();
    } finally {
      turn.unlock();
    }
  }

  private static void locked(Lock lock, Control control, Runnable work) {
    take(lock, control);
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  private static void take(Lock lock, Control control) {
    try {
      while (!lock.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        control.check();
      }
    } catch (InterruptedException e) {
      throw control.interrupted(e);
    }
  }

  /** Collects the changes of a window that count. */
  public <T> CountedChanges<T> changes(ChangeLog log) {
    return new CountedChanges<>(crossing.settled(), direction, log);
  }

  /** This direction's log is applied up to there. */
  public void applied(ChangeLog log, Position position) {
    if (!crossing.settled().isEmpty()) {
      crossing.settled().applied(direction, log, position);
    }
  }

  /**
   * Settles conflicts of a window of which nothing was committed. Blocks, also for the other
   * direction's window.
   *
   * @param position where the window stands in the log
   * @throws MigrationException ROWS_CONFLICT when the rule is to stop
   */
  public void settle(List<RowConflict> conflicts, String position, Control control) {
    if (crossing.rule().winner() == ConflictRule.Winner.NONE) {
      throw conflict(conflicts, position);
    }
    Set<SettledRow.Id> rows = new LinkedHashSet<>();
    for (RowConflict conflict : conflicts) {
      ObjectName table = direction == Direction.FORWARD ? conflict.source() : conflict.target();
      rows.add(new SettledRow.Id(table, conflict.key()));
    }
    locked(crossing.turns().writeLock(), control, () -> crossing.settle(rows, seen, control));
  }

  /** The error of rows that were changed at both ends. */
  public static MigrationException conflict(List<RowConflict> conflicts, String position) {
    RowConflict first = conflicts.get(0);
    return new MigrationException(
        EngineError.ROWS_CONFLICT,
        ErrorContext.of(first.source()).withPhase(Phase.INCREMENTAL).withPosition(position),
        conflicts.size()
            + " rows of a window were changed at both ends; it stops before the first one, "
            + first.row());
  }
}
