package io.openoms.spi.state;

import io.openoms.spi.data.Position;
import java.util.Optional;

/**
 * The part of the source's log during which a table was copied. A change before the low watermark
 * is in the rows that were copied; a change after the high one is not. Immutable.
 *
 * @param low taken before the first row was read; empty when the source has no log, or the copy has
 *     not begun
 * @param high taken after the last row was read; empty until then
 */
public record Watermarks(Optional<Position> low, Optional<Position> high) {

  private static final Watermarks NONE = new Watermarks(Optional.empty(), Optional.empty());

  /** All rows are as they were at that one position. */
  public static Watermarks at(Position exact) {
    return new Watermarks(Optional.of(exact), Optional.of(exact));
  }

  /** None is known. */
  public static Watermarks none() {
    return NONE;
  }
}
