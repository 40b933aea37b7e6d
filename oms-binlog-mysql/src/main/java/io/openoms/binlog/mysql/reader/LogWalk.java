package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.position.LogPosition;
import io.openoms.binlog.mysql.start.Goal;
import io.openoms.spi.ChangeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A walk through the log from the beginning of a file, from place to place. One thread. */
final class LogWalk implements AutoCloseable {

  private final BinlogReader reader;

  /**
   * A walk of that reader.
   *
   * @param reader wants no table, so each event of it is a rest
   */
  LogWalk(BinlogReader reader) {
    this.reader = reader;
  }

  /** A place between two transactions, and when the one before it was committed. */
  record Step(LogPosition place, Optional<Instant> committed) {}

  /** The next place. Blocks, until the server writes or says that its log ends. */
  Step next() {
    while (true) {
      ChangeEvent event = reader.next(Duration.ZERO);
      if (event instanceof ChangeEvent.Idle idle && reader.isBetween()) {
        return new Step(reader.place(), idle.passed());
      }
    }
  }

  /** Walks to a goal. Blocks. */
  LogPosition to(Goal goal, LogPosition end) {
    while (true) {
      Step step = next();
      Optional<LogPosition> found = goal.look(step.place(), step.committed());
      if (found.isPresent()) {
        return found.get();
      }
      if (step.place().reaches(end.file(), end.offset())) {
        return goal.atEnd(step.place());
      }
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
