package io.openoms.core.crossing;

import io.openoms.Direction;
import io.openoms.ObjectName;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.state.StoredConflict;
import java.util.Optional;

/** What becomes of changes of a row that was settled. Immutable. */
record SettledRow(StoredConflict conflict) {

  /** A row by the table's name at the project's source. */
  record Id(ObjectName table, RowImage key) {}

  /** What becomes of a change. */
  enum Verdict {
    /** The settled row has it already, or it has lost. */
    PASSED,
    /** Nobody knows whether the settled row has it: the row is settled once more. */
    AGAIN,
    /** It was made to the settled row. */
    COUNTS
  }

  Id id() {
    RowImage.Builder key = new RowImage.Builder(conflict.key().size());
    for (int column = 0; column < conflict.key().size(); column++) {
      key.add(conflict.key().value(column));
    }
    return new Id(conflict.source(), key.build());
  }

  Verdict of(Direction direction, ChangeLog log, String transaction) {
    if (log.includes(from(direction), transaction)) {
      return Verdict.PASSED;
    }
    boolean known = upTo(direction).filter(end -> !log.includes(end, transaction)).isPresent();
    return known ? Verdict.COUNTS : Verdict.AGAIN;
  }

  /** Whether all changes that it concerns are applied in a direction. */
  boolean isPassed(Direction direction, ChangeLog log, Position applied) {
    return upTo(direction).filter(end -> log.covers(applied, end)).isPresent();
  }

  private Position from(Direction direction) {
    return direction == Direction.FORWARD ? conflict.sourceFrom() : conflict.sinkFrom();
  }

  private Optional<Position> upTo(Direction direction) {
    return direction == Direction.FORWARD ? conflict.sourceUpTo() : conflict.sinkUpTo();
  }
}
