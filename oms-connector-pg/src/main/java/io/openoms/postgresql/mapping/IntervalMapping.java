package io.openoms.postgresql.mapping;

/** What an {@code interval} becomes. */
public enum IntervalMapping {
  /** The text that the server prints, such as {@code 1 mon 2 days 03:04:05}. The default. */
  TEXT,
  /**
   * A time of hours, minutes and seconds. A value with months or days, or of more than 838:59:59,
   * fails its table by row and column.
   */
  TIME
}
