package io.openoms.event;

/**
 * The kinds of warnings of a run. {@link WarningEvent#code()} is the name of one of them, or that
 * of a precheck. Names are stable.
 */
public enum WarningCode {
  /** A definition was converted, since the sink does not take it as it is. */
  CONVERTED("Compare the statement of the plan with what the application needs."),
  /** A CHECK or a foreign key is not created yet: it is added at the switchover. */
  HELD_BACK("Add it by hand when no more changes are applied."),
  /** A copy is void, so the target was emptied and is copied anew. */
  COPIED_ANEW("Nothing."),
  /** An object that left the selection stays at the sink as it is. */
  LEFT_BEHIND("Drop it at the sink if nobody needs it."),
  /** A row was left out for one that the sink had already. */
  ROW_LEFT_OUT("Compare both rows, and correct the one at the sink if it is wrong."),
  /** Rows at the sink were removed before the copy, as the conflict policy says. */
  TARGET_EMPTIED("Nothing."),
  /** The sink is short of memory, so the writers of the copy wait. */
  WRITERS_HELD_BACK("Give the sink more memory, or lower writers and limits."),
  /** A row was changed at both ends, and the rule for conflicts has settled it. */
  CONFLICT_SETTLED("Look at both rows in the table conflict of the bookkeeping."),
  /** The source dropped a table, which takes part no more and stays at the sink as it was. */
  TABLE_DROPPED("Drop it at the sink if nobody needs it."),
  /** The source changed a definition, and the sink's table was left without that change. */
  DDL_SKIPPED("Make the change at the sink by hand if it is needed there."),
  /** What an operator decided of a statement at which following stopped was done. */
  DDL_DECIDED("None; it says what of the source's statement is not at the sink."),
  /** Objects join a run or leave it, so it begins its phases anew with those that it has now. */
  OBJECTS_CHANGED("Nothing."),
  /** The source keeps much of its log for the project, or will soon give up what it needs. */
  SOURCE_LOG_KEPT(
      "Look at why the project does not read further; give the source's disk room. If the project"
          + " is not needed any more, release it."),
  /** The source renamed a table: what it was stays at the sink, and its new name joins. */
  TABLE_RENAMED("Drop the table of the old name at the sink if nobody needs it."),
  /**
   * The cluster that copies chunks could not go on with a table, which the engine copies itself.
   */
  COPY_LEFT("Look at what comes of the table here; the cluster's log says what kept it.");

  private final String remedy;

  WarningCode(String remedy) {
    this.remedy = remedy;
  }

  /** What a user can do about it, as sentences. */
  public String remedy() {
    return remedy;
  }
}
