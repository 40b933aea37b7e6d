package io.openoms.core.crossing;

import io.openoms.ConflictRule;
import io.openoms.Direction;
import io.openoms.core.error.EngineError;
import io.openoms.core.task.Control;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningCode;
import io.openoms.spi.state.StoredConflict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
    Map<SettledRow.Id, Long> open = new LinkedHashMap<>();
    for (StoredConflict stored : forward.repeater().ask(forward.state()::conflicts)) {
      SettledRow row = new SettledRow(stored);
      settled.put(row);
      if (!stored.isSettled()) {
        requireRule(stored);
        open.put(row.id(), stored.number());
      }
    }
    settle(open, control);
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

  /** The number of the last conflict. To be asked within a turn. */
  long last() {
    return last;
  }

  /**
   * Settles rows of a window of which nothing was committed, each once; nobody applies anything
   * meanwhile. One that was settled since the window was tried is left alone: the other direction
   * has found it, too, or a row before has met it.
   *
   * @param seen the number of the last conflict when the window was tried
   */
  void settle(Set<SettledRow.Id> rows, long seen, Control control) {
    for (SettledRow.Id row : rows) {
      if (settled.find(row).filter(one -> one.conflict().number() > seen).isEmpty()) {
        Map<SettledRow.Id, Long> open = new LinkedHashMap<>();
        open.put(row, ++last);
        settle(open, control);
      }
    }
  }

  /** Settles rows of which notes may be stored, and those that meet them. */
  private void settle(Map<SettledRow.Id, Long> open, Control control) {
    while (!open.isEmpty()) {
      settle(open.keySet().iterator().next(), open, control);
    }
  }

  /**
   * Settles a row, and those that meet it in a unique value.
   *
   * @param numbers of the conflicts of rows that have one; rows that are settled leave it
   */
  private void settle(SettledRow.Id row, Map<SettledRow.Id, Long> numbers, Control control) {
    Flow forward = flow(Direction.FORWARD, control);
    Flow reverse = flow(Direction.REVERSE, control);
    Settlement settlement = new Settlement(forward, reverse, rule);
    long passed = settled.passed(last);
    List<StoredConflict> conflicts =
        forward
            .repeater()
            .ask(
                ErrorContext.of(row.table()),
                () ->
                    settlement.settle(
                        row,
                        each -> numbers.computeIfAbsent(each, unnumbered -> ++last),
                        notes -> notes.forEach(note -> store(forward, note, passed))));
    for (StoredConflict conflict : conflicts) {
      SettledRow one = new SettledRow(conflict);
      settled.put(one);
      numbers.remove(one.id());
      report(forward, conflict);
    }
  }

  private static void report(Flow forward, StoredConflict conflict) {
    forward
        .reporter()
        .warning(
            WarningCode.CONFLICT_SETTLED,
            ErrorContext.of(conflict.source()),
            "conflict "
                + conflict.number()
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
