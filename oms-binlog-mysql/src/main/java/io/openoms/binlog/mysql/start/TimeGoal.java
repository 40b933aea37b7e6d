package io.openoms.binlog.mysql.start;

import io.openoms.binlog.mysql.position.LogPosition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place before the first transaction that was committed at a moment or later. A log that tells
 * whole seconds is entered at the beginning of that second, so that nothing is left out. (MySQL
 * before 8.0 and MariaDB tell the second in which the committing statement began.)
 */
public final class TimeGoal implements Goal {

  private final Instant at;
  private @Nullable LogPosition before;

  /** That moment, by the clock of the server that wrote the log. */
  public TimeGoal(Instant at) {
    this.at = at;
  }

  @Override
  public Optional<LogPosition> look(LogPosition place, Optional<Instant> committed) {
    boolean isLater = committed.filter(this::isBehind).isPresent();
    if (isLater && before != null) {
      return Optional.of(before);
    }
    before = place;
    return Optional.empty();
  }

  private boolean isBehind(Instant committed) {
    Instant second = committed.truncatedTo(ChronoUnit.SECONDS);
    return !committed.isBefore(committed.equals(second) ? at.truncatedTo(ChronoUnit.SECONDS) : at);
  }

  @Override
  public LogPosition atEnd(LogPosition end) {
    return end;
  }
}
