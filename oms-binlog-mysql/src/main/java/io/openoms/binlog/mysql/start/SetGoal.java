package io.openoms.binlog.mysql.start;

import io.openoms.binlog.mysql.position.LogPosition;
import io.openoms.binlog.mysql.position.TransactionSet;
import java.time.Instant;
import java.util.Optional;

/**
 * The place before which exactly the transactions of a set stand. A set that lacks some of those
 * before its last one is refused: they would be told behind others that came after them.
 */
public final class SetGoal implements Goal {

  private final TransactionSet wanted;
  private boolean begun;

  /** The transactions before the place. */
  public SetGoal(TransactionSet wanted) {
    this.wanted = wanted;
  }

  @Override
  public Optional<LogPosition> look(LogPosition place, Optional<Instant> committed) {
    if (place.gtids().isEmpty()) {
      // Until the file has told what stands before it.
      if (begun) {
        throw StartInvalid.because(
            "the log has transactions without names before the last one of " + wanted);
      }
      return Optional.empty();
    }
    begun = true;
    TransactionSet there = TransactionSet.parse(place.gtids().get(), false);
    if (!wanted.containsAll(there)) {
      throw StartInvalid.because(
          "the set "
              + wanted
              + " is no place in the log: it lacks transactions that stand before others of it. In"
              + " the log these stand before one place: "
              + there);
    }
    return there.containsAll(wanted) ? Optional.of(place) : Optional.empty();
  }

  @Override
  public LogPosition atEnd(LogPosition end) {
    throw StartInvalid.because(
        "the set "
            + wanted
            + " names transactions that the source does not have: its log ends behind "
            + end.gtids().orElse("transactions without names"));
  }
}
