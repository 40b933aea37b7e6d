package io.openoms.core.error;

import io.openoms.error.ErrorCategory;
import io.openoms.error.ErrorCode;

/** The errors of the engine. */
public enum EngineError implements ErrorCode {
  /** A rule of the selection matches nothing, or two sources have one target. */
  SELECTION_INVALID(ErrorCategory.USAGE),
  /** An endpoint lacks a role that a phase needs. */
  ROLE_MISSING(ErrorCategory.USAGE),
  /** The executor did not run the tasks that the run needs. */
  EXECUTOR_STARVED(ErrorCategory.INTERNAL),
  /** The executor refused a task, or runs tasks in the thread that hands them in. */
  EXECUTOR_UNFIT(ErrorCategory.INTERNAL),
  /** A check that concerns the whole project failed; nothing was touched. */
  PRECHECK_FAILED(ErrorCategory.PRECONDITION),
  /** An object holds what cannot be taken over. */
  OBJECT_NOT_SUPPORTED(ErrorCategory.DATA),
  /** An object of that name stands at the sink with another definition, or is missing there. */
  TARGET_MISMATCH(ErrorCategory.PRECONDITION),
  /** A table at the sink holds rows that the project did not write. */
  TARGET_NOT_EMPTY(ErrorCategory.PRECONDITION),
  /** An object or column that was selected is not at the source (any more). */
  SOURCE_MISSING(ErrorCategory.PRECONDITION),
  /** A row at the sink, or in the log, is not what the log says it was. */
  ROW_DIVERGED(ErrorCategory.DATA),
  /** Two rows that the source holds apart are equal in a key of the sink. */
  KEYS_COLLIDE(ErrorCategory.DATA),
  /** The sink has computed another value for a generated column than the source has stored. */
  GENERATED_VALUE_DIFFERS(ErrorCategory.DATA),
  /** The log does not carry the columns of a row that are needed to apply its change. */
  CHANGE_INCOMPLETE(ErrorCategory.DATA),
  /** A table's filter or columns were changed after rows of it were copied. */
  SELECTION_CHANGED(ErrorCategory.PRECONDITION),
  /** A table or an option needs something that the sink cannot do. */
  SINK_UNFIT(ErrorCategory.USAGE),
  /** A table's definition, at the source or at the sink, is not what its copy counts on. */
  DEFINITION_CHANGED(ErrorCategory.PRECONDITION),
  /** The source changed the definition of a captured table. */
  DDL_NOT_FOLLOWED(ErrorCategory.DATA),
  /** A table joins a project that follows, and no copy says what its rows at the sink are. */
  COPY_MISSING(ErrorCategory.PRECONDITION),
  /** Changes of a table were passed over since its copy, which is void by that. */
  COPY_VOID(ErrorCategory.PRECONDITION),
  /** The project of that name ran with another source. */
  SOURCE_CHANGED(ErrorCategory.PRECONDITION),
  /** What is stored of an object contradicts itself: rows of the bookkeeping are missing. */
  STATE_DAMAGED(ErrorCategory.PRECONDITION),
  /** The spool has reached its limit. */
  SPOOL_FULL(ErrorCategory.PRECONDITION),
  /** The spool's files are damaged, in use, or cannot be written. */
  SPOOL_BROKEN(ErrorCategory.PRECONDITION),
  /** Another version of this library wrote the spool, in a format that this one does not read. */
  SPOOL_FORMAT_UNKNOWN(ErrorCategory.PRECONDITION),
  /** The JVM has too little memory for what the spool takes. */
  MEMORY_EXHAUSTED(ErrorCategory.PRECONDITION),
  /** The source has no log of changes that this user may read. */
  LOG_MISSING(ErrorCategory.PRECONDITION),
  /** A table that is to be followed was read, or can be read, at no known position of the log. */
  POSITION_UNKNOWN(ErrorCategory.PRECONDITION),
  /** A row filter cannot be followed through a log of changes. */
  FILTER_NOT_FOLLOWED(ErrorCategory.USAGE),
  /** Foreign keys change the table's rows without a trace in the source's log. */
  CASCADES_NOT_LOGGED(ErrorCategory.PRECONDITION),
  /** A transaction of the source is larger than one window, and may not be split. */
  TRANSACTION_TOO_LARGE(ErrorCategory.PRECONDITION),
  /** The captured changes of an open window cannot be read again. */
  WINDOW_LOST(ErrorCategory.STATE),
  /** An operation on a stored object does not apply to it as it stands. */
  OPERATION_REFUSED(ErrorCategory.USAGE),
  /** The run was closed or its thread interrupted before it was done. */
  RUN_STOPPED(ErrorCategory.USAGE),
  /** A fault of this library: please report it with the stack trace. */
  UNEXPECTED(ErrorCategory.INTERNAL);

  private final ErrorCategory category;

  EngineError(ErrorCategory category) {
    this.category = category;
  }

  @Override
  public ErrorCategory category() {
    return category;
  }
}
