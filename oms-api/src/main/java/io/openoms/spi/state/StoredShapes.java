package io.openoms.spi.state;

import java.util.Optional;

/**
 * The definitions between which a table's rows are copied, in the engine's own words: what decides
 * how values and chunk bounds are read and written. Immutable.
 *
 * @param source the table at the source when its target was made, or its copy began
 * @param target the table at the sink as it was made, or as the copy found it
 */
public record StoredShapes(Optional<String> source, Optional<String> target) {

  private static final StoredShapes NONE = new StoredShapes(Optional.empty(), Optional.empty());

  /** None is known. */
  public static StoredShapes none() {
    return NONE;
  }
}
