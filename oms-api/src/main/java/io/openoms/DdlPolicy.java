package io.openoms;

/** What happens when the source changes the definition of a captured table. */
public enum DdlPolicy {
  /**
   * The change is made at the sink, at its place among the changes of rows, where source and sink
   * can do that exactly. What cannot be made so stops the run as {@link #REFUSE} does.
   */
  APPLY,
  /**
   * As {@link #APPLY}; but a change that the sink cannot make, that leaves the columns' names and
   * places as they are, and without which the sink's table still takes all rows (types and key are
   * as they must be), is passed over with a warning, which stays with the table. Any other one
   * stops the run.
   */
  SKIP_UNSUPPORTED,
  /** The run stops by name, with all that came before applied. */
  REFUSE
}
