package io.openoms.binlog.mysql.start;

import io.openoms.binlog.mysql.position.LogPosition;
import java.time.Instant;
import java.util.Optional;

/** The place that a walk through the log looks for. Not thread-safe. */
public interface Goal {

  /**
   * Looks at the next place between two transactions.
   *
   * @param committed when the transaction before it was committed; empty before the first one
   * @return the place that is looked for, once it is known
   * @throws io.openoms.error.MigrationException START_INVALID once it cannot be found any more
   */
  Optional<LogPosition> look(LogPosition place, Optional<Instant> committed);

  /**
   * The place that is looked for, when the log ends and it was not found yet.
   *
   * @throws io.openoms.error.MigrationException START_INVALID when the log does not hold it
   */
  LogPosition atEnd(LogPosition end);
}
