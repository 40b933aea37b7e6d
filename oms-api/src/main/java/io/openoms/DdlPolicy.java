package io.openoms;

/** What happens when the source changes the definition of a captured table. */
public enum DdlPolicy {
  /**
   * The change is made at the sink, at its place among the changes of rows, where source and sink
   * can do that exactly. What cannot be made so stops the run as {@link #REFUSE} does.
   */
  APPLY,
  /** The run stops by name, with all that came before applied. */
  REFUSE
}
