package io.openoms.postgresql.mapping;

/** What a {@code timestamp with time zone} becomes. */
public enum TimestamptzMapping {
  /** A point in time in UTC, whatever zone a session has that reads it. The default. */
  DATETIME,
  /** The target's own type for instants, which it shows in the zone of the session that reads. */
  TIMESTAMP
}
