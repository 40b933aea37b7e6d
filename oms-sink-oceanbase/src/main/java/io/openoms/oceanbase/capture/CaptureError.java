package io.openoms.oceanbase.capture;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;

/** What keeps changes from being captured by triggers or by polling. */
public enum CaptureError implements ErrorCode {
  /** Changes of a table were not captured from where they are needed. */
  CAPTURE_INCOMPLETE(
      ErrorCategory.PRECONDITION,
      "Run the project once without the table; drop its target and include it again, which copies it"
          + " anew."),
  /** The triggers that capture a table were dropped or replaced while the project followed. */
  CAPTURE_TRIGGERS_CHANGED(
      ErrorCategory.PRECONDITION,
      "Find out who changed the triggers; run the project once without the table, drop its target"
          + " and include it again, which copies it anew."),
  /** The server has given up the state of rows that a change needs. */
  CAPTURE_UNDO_PASSED(
      ErrorCategory.PRECONDITION,
      "Raise undo_retention above the time for which the engine may be away, release the project and"
          + " copy its tables anew."),
  /** A transaction from before the triggers did not end in time. */
  CAPTURE_START_BLOCKED(
      ErrorCategory.PRECONDITION,
      "End the transactions of the sessions that the error names, and start the project again."),
  /** The project has captured in another way, whose positions go on. */
  CAPTURE_OTHERWISE(
      ErrorCategory.PRECONDITION,
      "Name the way of capture with which the project began, or release the project and copy its"
          + " tables anew."),
  /** Nothing marks any more what the other direction writes, so it could come back. */
  CAPTURE_MARK_LOST(
      ErrorCategory.PRECONDITION,
      "Find out who dropped the trigger, release the project and begin anew.");

  private final ErrorCategory category;
  private final String remedy;

  CaptureError(ErrorCategory category, String remedy) {
    this.category = category;
    this.remedy = remedy;
  }

  @Override
  public ErrorCategory category() {
    return category;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
