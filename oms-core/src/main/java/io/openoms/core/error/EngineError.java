package io.openoms.core.error;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;

/** The errors of the engine. */
public enum EngineError implements ErrorCode {
  /** A rule of the selection matches nothing, or two sources have one target. */
  SELECTION_INVALID(
      ErrorCategory.USAGE,
      "Correct the rule that the error names: its database, its name, or its target."),
  /** An endpoint lacks a role that a phase needs. */
  ROLE_MISSING(ErrorCategory.USAGE, "Choose another endpoint, or leave the phase out."),
  /** The executor did not run the tasks that the run needs. */
  EXECUTOR_STARVED(
      ErrorCategory.INTERNAL,
      "Give the executor as many free threads as MigrationProject.threadsNeeded() says."),
  /** The executor refused a task, or runs tasks in the thread that hands them in. */
  EXECUTOR_UNFIT(
      ErrorCategory.INTERNAL,
      "Use an executor that accepts tasks and runs them in its own threads."),
  /** A check that concerns the whole project failed; nothing was touched. */
  PRECHECK_FAILED(
      ErrorCategory.PRECONDITION, "Do what the failed checks advise, and start the project again."),
  /** An object holds what cannot be taken over. */
  OBJECT_NOT_SUPPORTED(
      ErrorCategory.DATA,
      "Retry the object with an edited statement, leave the column or the object out, or skip it."),
  /** An object of that name stands at the sink with another definition, or is missing there. */
  TARGET_MISMATCH(
      ErrorCategory.PRECONDITION,
      "Drop or alter the object at the sink, rename the target, or skip the object."),
  /** A table at the sink holds rows that the project did not write. */
  TARGET_NOT_EMPTY(
      ErrorCategory.PRECONDITION, "Empty the table at the sink, or choose a conflict policy."),
  /** Rows that differ at the sink may be those of others, so none of the table is repaired. */
  REPAIR_REFUSED(
      ErrorCategory.PRECONDITION,
      "Have all tables that fill the target take part, or correct the rows by a report's"
          + " statements."),
  /** More rows of a table without a key differ than a verification holds in memory. */
  TOO_MANY_DIFFERENCES(
      ErrorCategory.DATA,
      "Empty the table at the sink and have it copied anew, or give the JVM a larger heap."),
  /** An object or column that was selected is not at the source (any more). */
  SOURCE_MISSING(
      ErrorCategory.PRECONDITION,
      "Correct the selection, or create the object at the source again."),
  /** The source has another table by the name of one that it dropped or renamed. */
  SOURCE_REPLACED(
      ErrorCategory.PRECONDITION,
      "Drop the target at the sink, and retry the table, which copies it anew; or skip it."),
  /** A row at the sink, or in the log, is not what the log says it was. */
  ROW_DIVERGED(
      ErrorCategory.DATA,
      "Find out who else writes to the sink. Then correct the row or copy the table anew, and start"
          + " the project again."),
  /** Two rows that the source holds apart are equal in a key of the sink. */
  KEYS_COLLIDE(
      ErrorCategory.DATA,
      "Give the sink's key a collation that keeps the rows apart, or remove one of the rows."),
  /** The sink has computed another value for a generated column than the source has stored. */
  GENERATED_VALUE_DIFFERS(
      ErrorCategory.DATA,
      "Retry the table with another expression in an edited statement, or leave the column out."),
  /** The log does not carry the columns of a row that are needed to apply its change. */
  CHANGE_INCOMPLETE(
      ErrorCategory.DATA,
      "Set binlog_row_image to FULL at the source for all sessions, and copy the table anew."),
  /** A table's filter or columns were changed after rows of it were copied. */
  SELECTION_CHANGED(
      ErrorCategory.PRECONDITION,
      "Restore the table's filter and columns, or drop it at the sink and retry it."),
  /** The project keeps its state apart from a sink that commits rows and state together. */
  STATE_NOT_AT_SINK(
      ErrorCategory.USAGE, "Leave state(…) out: such a sink keeps the project's state itself."),
  /** A table or an option needs something that the sink cannot do. */
  SINK_UNFIT(ErrorCategory.USAGE, "Leave the table or the option out, or choose another sink."),
  /** A table's definition, at the source or at the sink, is not what its copy counts on. */
  DEFINITION_CHANGED(
      ErrorCategory.PRECONDITION,
      "Drop the table at the sink and retry it, or restore the definition."),
  /** The source changed the definition of a captured table, and the change is not followed. */
  DDL_NOT_FOLLOWED(
      ErrorCategory.DATA,
      "Give a statement that stands for it, or make the change at the sink by hand and say so, or"
          + " copy the table anew; docs/ddl.md has the ways on."),
  /** A table joins a project that follows, and no copy says what its rows at the sink are. */
  COPY_MISSING(ErrorCategory.PRECONDITION, "Run the project with the full phase."),
  /** A project that has copied, or has begun to, is to begin at a place of the caller's. */
  START_REFUSED(
      ErrorCategory.USAGE, "Leave the start position out: the copies say where following begins."),
  /** Changes of a table were passed over since its copy, which is void by that. */
  COPY_VOID(
      ErrorCategory.PRECONDITION, "Run the project with the full phase: the table is copied anew."),
  /** The project of that name ran with another source. */
  SOURCE_CHANGED(
      ErrorCategory.PRECONDITION,
      "Name the source with which the project began, or release the project and begin anew."),
  /** What is stored of an object contradicts itself: rows of the bookkeeping are missing. */
  STATE_DAMAGED(
      ErrorCategory.PRECONDITION,
      "Release the project and begin anew, or restore the bookkeeping tables."),
  /** The spool has reached its limit. */
  SPOOL_FULL(
      ErrorCategory.PRECONDITION,
      "Give the spool more space, or find out why the sink is slow. The next run resumes."),
  /** The spool's files are damaged, in use, or cannot be written. */
  SPOOL_BROKEN(
      ErrorCategory.PRECONDITION,
      "Look at the spool's directory: space, rights, another process. Without the spool the next"
          + " run reads the log again."),
  /** Another version of this library wrote the spool, in a format that this one does not read. */
  SPOOL_FORMAT_UNKNOWN(
      ErrorCategory.PRECONDITION,
      "Finish with the version that wrote the spool, or remove the spool: the log is read again."),
  /** The JVM has too little memory for what the spool takes. */
  MEMORY_EXHAUSTED(ErrorCategory.PRECONDITION, "Give the JVM a larger heap. The next run resumes."),
  /** A file of a verification's report cannot be written. */
  REPORT_NOT_WRITTEN(
      ErrorCategory.PRECONDITION,
      "Look at the report's directory: space, rights. Then verify again, or without one."),
  /** The source has no log of changes that this user may read. */
  LOG_MISSING(
      ErrorCategory.PRECONDITION,
      "Turn the source's log on, and grant the privileges that the prechecks name."),
  /** A table that is to be followed was read, or can be read, at no known position of the log. */
  POSITION_UNKNOWN(
      ErrorCategory.PRECONDITION,
      "Grant the privilege that the error names, and run the project again."),
  /** A row filter cannot be followed through a log of changes. */
  FILTER_NOT_FOLLOWED(
      ErrorCategory.USAGE, "Remove the row filter, or leave the incremental phase out."),
  /** The source's log does not hold changes of tables without a key. */
  KEY_NOT_LOGGED(
      ErrorCategory.PRECONDITION,
      "Give the table a primary key, or leave the incremental phase out for it."),
  /** The source's log cannot be followed for a table as the table is set up. */
  CHANGES_UNFOLLOWABLE(
      ErrorCategory.PRECONDITION,
      "Do what the error says at the source, or leave the incremental phase out for the table."),
  /** Foreign keys change the table's rows without a trace in the source's log. */
  CASCADES_NOT_LOGGED(
      ErrorCategory.PRECONDITION,
      "Grant the privilege that the error names, or leave the table out."),
  /** A transaction of the source is larger than one window, and may not be split. */
  TRANSACTION_TOO_LARGE(
      ErrorCategory.PRECONDITION,
      "Allow large transactions to be split, or give a window more memory."),
  /** The captured changes of an open window cannot be read again. */
  WINDOW_LOST(
      ErrorCategory.STATE, "Copy the tables of the project anew: release it and begin again."),
  /** Rows were changed at both ends of an active-active project, whose rule is to stop. */
  ROWS_CONFLICT(
      ErrorCategory.DATA,
      "Choose a rule for conflicts and start the project again; a unique value that two rows have"
          + " must be changed first."),
  /** A switchover cannot begin as the project stands now; nothing was changed. */
  SWITCHOVER_REFUSED(
      ErrorCategory.PRECONDITION,
      "Do what the error says, and ask for the switchover again; some steps may be skipped."),
  /**
   * A switchover found that an application still writes, or can, to the end whose writes were to
   * stop.
   */
  WRITES_NOT_STOPPED(
      ErrorCategory.PRECONDITION,
      "Stop the application, or let the switchover freeze that end, and ask for it again."),
  /** The last changes did not arrive in time, so the switchover went back. */
  DRAIN_TIMEOUT(
      ErrorCategory.PRECONDITION,
      "Wait until the lag is small, or allow more time (drain), and ask for the switchover again."),
  /** An operation on a stored object does not apply to it as it stands. */
  OPERATION_REFUSED(
      ErrorCategory.USAGE,
      "Look at the status of the object; the error says which operation applies."),
  /** The run was closed or its thread interrupted before it was done. */
  RUN_STOPPED(ErrorCategory.USAGE, "Start the project again; it resumes."),
  /** A fault of this library: please report it with the stack trace. */
  UNEXPECTED(ErrorCategory.INTERNAL, "Report it with the stack trace. The next run resumes.");

  private final ErrorCategory category;
  private final String remedy;

  EngineError(ErrorCategory category, String remedy) {
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
