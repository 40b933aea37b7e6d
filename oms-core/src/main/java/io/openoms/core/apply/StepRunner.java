package io.openoms.core.apply;

import io.openoms.ObjectName;
import io.openoms.core.commit.Undo;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs steps within one transaction. A batch that fails is undone, or repeated if its changes may
 * be, and done row by row, so that the guilty row is named. Where the sink cannot undo, a step that
 * may not be repeated goes row by row from the start. One thread.
 */
final class StepRunner {

  private final Undo undo;
  private final RefusedChange refused;
  private final Runnable prove;
  private final Map<ObjectName, ChangeCounts> counts = new LinkedHashMap<>();

  StepRunner(Undo undo, RefusedChange refused, Runnable prove) {
    this.undo = undo;
    this.refused = refused;
    this.prove = prove;
  }

  /** How many rows were changed, by the table's name at the sink. */
  Map<ObjectName, ChangeCounts> counts() {
    return counts;
  }

  <T> void run(Step<T> step) {
    int from = 0;
    while (from < step.all().size()) {
      int to = end(step, from);
      runSome(step, step.all().subList(from, to));
      from = to;
    }
  }

  private static <T> int end(Step<T> step, int from) {
    long bytes = 0;
    int to = from;
    int rows = 0;
    while (to < step.all().size() && !Batches.isFull(rows, bytes)) {
      T one = step.all().get(to);
      RowChange change = step.change(one);
      RowImage row = change.after() == null ? change.before() : change.after();
      rows += step.times(one);
      bytes += row == null ? 0 : (long) row.weight() * step.times(one);
      to++;
    }
    return to;
  }

  private <T> void runSome(Step<T> step, List<T> some) {
    if (undo.isAble() || step.repeats()) {
      undo.mark();
      if (worksAtOnce(step, some)) {
        some.forEach(one -> count(step, step.counts(step.times(one))));
        return;
      }
      undo.back();
    }
    prove.run();
    for (T one : some) {
      runOne(step, one);
    }
  }

  private static <T> boolean worksAtOnce(Step<T> step, List<T> some) {
    try {
      boolean works = step.many(some);
      if (works) {
        step.compare(some);
      }
      return works;
    } catch (MigrationException e) {
      if (!mayBeOfOneRow(e)) {
        throw e;
      }
      return false;
    }
  }

  private <T> void runOne(Step<T> step, T one) {
    if (refused.isHandedOver()) {
      undo.mark();
    }
    try {
      step.one(one);
      step.compare(List.of(one));
      count(step, step.counts(step.times(one)));
    } catch (MigrationException e) {
      if (!mayBeOfOneRow(e)) {
        throw e;
      }
      refused.take(step.table, step.change(one), e);
      undo.back();
      count(step, new ChangeCounts(0, 0, 0, step.times(one)));
    }
  }

  /** A lock, a link or memory is not: nothing is found by trying rows. */
  private static boolean mayBeOfOneRow(MigrationException error) {
    return switch (error.code().category()) {
      case DATA, SERVER -> true;
      default -> false;
    };
  }

  private void count(Step<?> step, ChangeCounts more) {
    counts.merge(step.table.target(), more, ChangeCounts::plus);
  }
}
