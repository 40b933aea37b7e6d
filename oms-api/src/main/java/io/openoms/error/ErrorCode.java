package io.openoms.error;

/**
 * A stable name for one kind of error. Each module has one enum of them; names are unique over all
 * modules, are written to logs, reports and stored state, and are never reused for something else.
 */
public interface ErrorCode {

  /** The stable name, such as {@code STATE_FENCED}. */
  String name();

  /** Who can do something about it. */
  ErrorCategory category();

  /** What a user can do about it, as sentences; empty when nothing is known. */
  default String remedy() {
    return "";
  }

  /**
   * Whether changes of the source may be lost to the project for good: those of the object that the
   * error names and of all others in its database, or of all objects when it names none. A run that
   * ends by it marks their copies as void, and they are copied anew; by default not.
   */
  default boolean losesChanges() {
    return false;
  }

  /** Whether the engine may try the same step again. */
  default boolean retryable() {
    return switch (category()) {
      case TRANSIENT, UNREACHABLE, CONTENTION, OVERLOAD -> true;
      case USAGE, PRECONDITION, DATA, SERVER, STATE, INTERNAL -> false;
    };
  }
}
