package io.openoms.spi.data;

import java.util.List;

/**
 * Whether rows that the source keeps apart would be equal in a key of the target. Immutable.
 *
 * @param answer what the source says
 * @param rows two such rows as texts, when there are any
 */
public record KeyCollisions(Answer answer, List<String> rows) {

  public KeyCollisions {
    rows = List.copyOf(rows);
  }

  /** What a source may say. */
  public enum Answer {
    /** No two rows would be equal. */
    NONE,
    /** At least two would. */
    FOUND,
    /** The source does not have the collation, so it cannot tell. */
    UNKNOWN
  }

  /** No two rows would be equal. */
  public static KeyCollisions none() {
    return new KeyCollisions(Answer.NONE, List.of());
  }

  /** The source cannot tell. */
  public static KeyCollisions unknown() {
    return new KeyCollisions(Answer.UNKNOWN, List.of());
  }

  /** These two rows would be equal. */
  public static KeyCollisions found(List<String> rows) {
    return new KeyCollisions(Answer.FOUND, rows);
  }
}
