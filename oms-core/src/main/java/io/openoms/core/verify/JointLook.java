package io.openoms.core.verify;

import io.openoms.core.task.Repeater;
import io.openoms.core.verify.RowJudge.Look;
import io.openoms.core.verify.RowJudge.Looked;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Looks at rows of several tables together: all of them wait for the log once, unless both
 * directions work. Thread-safe.
 */
final class JointLook {

  /** More rows wait for the log once more: memory stays bounded. */
  private static final int MOST_ROWS = 2_000;

  private final RowJudge judge;
  private final Repeater repeater;

  JointLook(RowJudge judge, Repeater repeater) {
    this.judge = judge;
    this.repeater = repeater;
  }

  /**
   * Rows of one table.
   *
   * @param keys at most {@link #MOST_ROWS}
   * @param again whether they were looked at before
   */
  record Asked(TableTally tally, VerifiedTable table, List<RowImage> keys, boolean again) {

    /** The same for any number of keys. */
    static List<Asked> of(
        TableTally tally, VerifiedTable table, List<RowImage> keys, boolean again) {
      List<Asked> all = new ArrayList<>();
      for (int from = 0; from < keys.size(); from += MOST_ROWS) {
        int end = Math.min(keys.size(), from + MOST_ROWS);
        all.add(new Asked(tally, table, keys.subList(from, end), again));
      }
      return all;
    }
  }

  /**
   * Looks, and hands over what is seen, in parts where rows are large. An error that lasts is the
   * table's own. Blocks.
   */
  void at(List<Asked> asked, BiConsumer<Asked, Looked> seen) {
    for (List<Asked> left = asked; !left.isEmpty(); ) {
      left = round(left, seen);
    }
  }

  /** Looks once at all rows for which there is room; gives the others. */
  private List<Asked> round(List<Asked> asked, BiConsumer<Asked, Looked> seen) {
    List<Asked> left = new ArrayList<>();
    BiConsumer<Asked, Looked> take =
        (one, looked) -> {
          seen.accept(one, looked);
          if (!looked.left().isEmpty()) {
            left.add(new Asked(one.tally(), one.table(), looked.left(), one.again()));
          }
        };
    List<Asked> some = new ArrayList<>();
    int rows = 0;
    for (Asked one : asked) {
      if (rows + one.keys().size() > MOST_ROWS && rows > 0) {
        together(some, take);
        some.clear();
        rows = 0;
      }
      some.add(one);
      rows += one.keys().size();
    }
    together(some, take);
    return left;
  }

  private void together(List<Asked> asked, BiConsumer<Asked, Looked> seen) {
    Map<Asked, Look> begun = new LinkedHashMap<>();
    Room room = new Room();
    try {
      for (Asked one : asked) {
        within(
            one,
            () -> {
              Look look = repeating(one, () -> begin(one, room));
              begun.put(one, look);
            });
      }
      boolean isApplied = judge.awaitBetween();
      begun.forEach(
          (one, look) ->
              within(one, () -> seen.accept(one, repeating(one, () -> look.end(isApplied)))));
    } finally {
      begun.values().forEach(Look::close);
    }
  }

  private Look begin(Asked one, Room room) {
    return judge.begin(one.table(), one.keys(), one.again(), room);
  }

  private <T> T repeating(Asked one, Supplier<T> step) {
    return repeater.ask(ErrorContext.of(one.tally().source()), step);
  }

  private static void within(Asked one, Runnable work) {
    try {
      work.run();
    } catch (MigrationException e) {
      VerificationJob.fail(one.tally(), e);
    }
  }
}
