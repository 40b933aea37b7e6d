package io.openoms;

import java.util.Optional;

/**
 * What an active-active project does with a row that both ends have changed before either knew of
 * the other's change. Immutable.
 *
 * @param winner which end's row stays at both ends
 * @param column the column that {@link Winner#LATEST} compares; empty otherwise
 */
public record ConflictRule(Winner winner, Optional<String> column) {

  /** Whose row stays. */
  public enum Winner {
    /** Nobody's: the run stops by name, and the row stays as it is at both ends. */
    NONE,
    /** The source's, also when it has deleted the row. */
    SOURCE,
    /** The sink's, also when it has deleted the row. */
    SINK,
    /** That with the larger value in a column; see {@link ConflictRule#latest}. */
    LATEST
  }

  /** The run stops by name. The default. */
  public static ConflictRule stop() {
    return new ConflictRule(Winner.NONE, Optional.empty());
  }

  /** The source's row stays, or the row goes if the source has deleted it. */
  public static ConflictRule sourceWins() {
    return new ConflictRule(Winner.SOURCE, Optional.empty());
  }

  /** The sink's row stays, or the row goes if the sink has deleted it. */
  public static ConflictRule sinkWins() {
    return new ConflictRule(Winner.SINK, Optional.empty());
  }

  /**
   * The row with the larger value in a column stays. A row that is there wins over one that is
   * deleted, a value over NULL, and the source's row over an equal one.
   *
   * @param column its name, in every table of the project: a whole number, a decimal, a date or a
   *     point in time
   */
  public static ConflictRule latest(String column) {
    return new ConflictRule(Winner.LATEST, Optional.of(column));
  }
}
