package io.openoms.core.crossing;

import io.openoms.ConflictRule;
import io.openoms.Direction;
import io.openoms.core.error.EngineError;
import io.openoms.core.task.Control;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningCode;
import io.openoms.spi.state.StoredConflict;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * What the two directions of a project share that work at the same time. Thread-safe.
 *
 * <p>Invariant: each direction compares every row with the log's before it changes it, in the
 * transaction that changes it, so a row's history at both ends consists of the same changes, each
 * made where it fits. Two such histories from one beginning end in the same row. A row whose
 * changes do not fit is settled once for both ends, and begins anew there.
 */
public final class Crossing {

  private static final long LOOK_MILLIS = 20;

  private final ConflictRule rule;
  private final ReadWriteLock turns = new ReentrantReadWriteLock(true);
  private final Map<Direction, Flow> flows = new ConcurrentHashMap<>();
  private final Map<Direction, FollowedEnd> followed = new ConcurrentHashMap<>();
  private final SettledRows settled = new SettledRows();
  private volatile boolean resumed;
  private long last;

  /** With that rule for rows that both ends have changed. */
  public Crossing(ConflictRule rule) {
    this.rule = rule;
  }

  /** What one direction is given of it. */
  public CrossingSide side(Direction direction) {
    return new CrossingSide(this, direction);
  }

  ConflictRule rule() {
    return rule;
  }

  ReadWriteLock turns() {
    return turns;
  }

  SettledRows settled() {
    return settled;
  }

  Map<Direction, FollowedEnd> followed() {
    return followed;
  }

  void join(Direction direction, Flow flow) {
    flows.put(direction, flow);
  }

  /** Waits until a direction has joined. */
  private Flow flow(Direction direction, Control control) {
    Flow flow = flows.get(direction);
    while (flow == null) {
      control.sleep(LOOK_MILLIS);
      flow = flows.get(direction);
    }
    return flow;
  }

  /**
   * Learns which rows earlier runs have settled, and settles those at which they were stopped. The
   * forward direction's, before it applies anything; the reverse one waits for it.
   */
  void resume(Control control) {
    Flow forward = flow(Direction.FORWARD, control);
    last = forward.repeater().ask(forward.state()::lastConflict);
    for (StoredConflict stored : forward.repeater().ask(forward.state()::conflicts)) {
      settled.put(new SettledRow(stored));
      if (!stored.isSettled()) {
        requireRule(stored);
        settle(stored.number(), new SettledRow(stored).id(), control);
      }
    }
    resumed = true;
  }

  private void requireRule(StoredConflict stored) {
    if (rule.winner() == ConflictRule.Winner.NONE) {
      throw new MigrationException(
          EngineError.ROWS_CONFLICT,
          ErrorContext.of(stored.source()),
          "conflict "
              + stored.number()
              + " was being settled when a run ended, and the rule is to stop now");
    }
  }

  boolean isResumed() {
    return resumed;
  }

  void awaitResumed(Control control) {
    while (!resumed) {
      control.sleep(LOOK_MILLIS);
    }
  }

  /** Settles a row; nobody applies anything meanwhile. */
  void settle(SettledRow.Id row, Control control) {
    settle(++last, row, control);
  }

  private void settle(long number, SettledRow.Id row, Control control) {
    Flow forward = flow(Direction.FORWARD, control);
    Flow reverse = flow(Direction.REVERSE, control);
    Settlement settlement = new Settlement(forward, reverse, rule);
    long passed = settled.passed(number - 1);
    StoredConflict conflict =
        forward
            .repeater()
            .ask(
                ErrorContext.of(row.table()),
                () -> settlement.settle(number, row, note -> store(forward, note, passed)));
    settled.put(new SettledRow(conflict));
    forward
        .reporter()
        .warning(
            WarningCode.CONFLICT_SETTLED,
            ErrorContext.of(row.table()),
            "conflict "
                + number
                + ": the row of the "
                + conflict.winner().name().toLowerCase(Locale.ROOT)
                + " stays");
  }

  private static void store(Flow forward, StoredConflict note, long passed) {
    forward
        .state()
        .write(
            forward.writer(),
            (project, tx) -> {
              tx.putConflict(project, note);
              tx.passConflicts(project, passed);
            });
  }
}
