package io.openoms;

/**
 * An object that was added to a project, or taken out of it, beside the project's own selection.
 * Immutable.
 *
 * @param object its name at the source
 * @param kind what was done
 */
public record SelectionChange(ObjectName object, Kind kind) {

  /** What was done with an object. */
  public enum Kind {
    /** It takes part, though the project's own selection does not cover it. */
    ADDED,
    /** It takes no part, though the project's own selection covers it. */
    REMOVED
  }
}
