package io.openoms.postgresql.log.position;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.postgresql.error.LogError;
import io.openoms.spi.data.Position;

/**
 * A position in one cluster's log, as {@code postgresql/1 7391838417350951234 1 0/16B3748}. A
 * transaction is at or before it when the record of its commit begins before it, as the server
 * itself decides where a slot starts. The same place on another timeline is another place: after a
 * promotion, or a restore, the log may hold other transactions there. Immutable.
 *
 * @param system the cluster's number
 * @param timeline the timeline
 * @param lsn the place
 */
public record LogPosition(String system, int timeline, long lsn) {

  private static final String FORM = "postgresql/1";
  private static final int PARTS = 4;

  /** Reads one that {@link #position()} wrote. */
  public static LogPosition parse(Position position) {
    String[] parts = position.text().split(" ", -1);
    if (parts.length != PARTS || !parts[0].equals(FORM)) {
      throw invalid(position, null);
    }
    try {
      return new LogPosition(parts[1], Integer.parseInt(parts[2]), Lsn.parse(parts[3]));
    } catch (IllegalArgumentException e) {
      throw invalid(position, e);
    }
  }

  private static MigrationException invalid(
      Position position, @org.jspecify.annotations.Nullable Throwable cause) {
    return new MigrationException(
        LogError.LOG_POSITION_INVALID,
        ErrorContext.none().withPosition(position.text()),
        "this is no position of a PostgreSQL log",
        cause);
  }

  /** As the engine stores it. */
  public Position position() {
    return new Position(FORM + " " + system + " " + timeline + " " + Lsn.text(lsn));
  }

  /** The same log at another place. */
  public LogPosition at(long place) {
    return new LogPosition(system, timeline, place);
  }

  /** Whether it is of the same log. */
  public boolean isOfLog(LogPosition other) {
    return system.equals(other.system) && timeline == other.timeline;
  }

  /** Whether all at or before another position is at or before this one. */
  public boolean covers(LogPosition other) {
    return isOfLog(other) && !Lsn.isBefore(lsn, other.lsn);
  }

  /** Whether a transaction is at or before it, whose commit's record begins there. */
  public boolean includes(long commit) {
    return Lsn.isBefore(commit, lsn);
  }
}
