package io.openoms.core.capture;

import io.openoms.spi.ChangeEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes over changes that are known already, and cuts those that follow where records must end.
 * One thread.
 */
final class ChangesCut {

  private long skip;
  private final List<Long> cuts;
  private long passed;

  /**
   * From a transaction's end on.
   *
   * @param skip how many changes are passed over
   * @param cuts after how many of the others a record must end, ascending
   */
  ChangesCut(long skip, List<Long> cuts) {
    this.skip = skip;
    this.cuts = new ArrayList<>(cuts);
  }

  /**
   * Reading begins again behind a transaction's end.
   *
   * @param known how many changes behind it are passed over
   * @param recorded how many changes of this cut have been recorded
   */
  ChangesCut again(long known, long recorded) {
    return new ChangesCut(
        known, cuts.stream().map(cut -> cut - recorded).filter(cut -> cut > 0).toList());
  }

  /** The parts of what was told that are new, each ending where a record may have to end. */
  List<ChangeEvent.Changes> of(ChangeEvent.Changes told) {
    if (skip == 0 && cuts.isEmpty()) {
      return List.of(told);
    }
    int known = (int) Math.min(skip, told.changes().size());
    skip -= known;
    List<ChangeEvent.Changes> parts = new ArrayList<>();
    int from = known;
    long at = passed;
    for (long cut : cuts) {
      int to = (int) Math.min(from + cut - at, told.changes().size());
      if (to > from) {
        parts.add(told.part(from, to));
        at += to - from;
        from = to;
      }
    }
    if (from < told.changes().size()) {
      parts.add(told.part(from, told.changes().size()));
    }
    return parts;
  }

  /** Counts changes of a part, and tells whether the record must end behind them. */
  boolean isDueAfter(int changes) {
    passed += changes;
    return cuts.remove(Long.valueOf(passed));
  }
}
