package io.openoms;

import java.util.Locale;

/** The phases of a migration, in the order in which they run. */
public enum Phase {
  /** Creates the objects at the sink. */
  SCHEMA,
  /** Copies the rows, then builds the secondary indexes. */
  FULL,
  /** Applies the source's changes. */
  INCREMENTAL,
  /** Compares source and sink. */
  VERIFICATION,
  /** Moves the applications' writes to the sink. */
  SWITCHOVER,
  /** Applies the sink's changes back to the source after the switchover. */
  REVERSE_INCREMENTAL;

  /** The name in project files, reports and stored state, such as {@code reverse_incremental}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The phase with that label.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Phase ofLabel(String label) {
    for (Phase phase : values()) {
      if (phase.label().equals(label)) {
        return phase;
      }
    }
    throw new IllegalArgumentException("'" + label + "' is no phase");
  }
}
