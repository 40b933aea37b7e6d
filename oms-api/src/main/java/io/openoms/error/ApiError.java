package io.openoms.error;

/** The errors of the public face. */
public enum ApiError implements ErrorCode {
  /** The configuration has faults; see {@link ConfigurationException#faults()}. */
  CONFIGURATION_INVALID(
      ErrorCategory.USAGE, "Correct each fault that the error lists, and build the project again."),
  /** No engine is on the class path: {@code oms-core} is missing. */
  ENGINE_MISSING(ErrorCategory.USAGE, "Add oms-core to the class path."),
  /** The run ended, but objects failed: each one's own error says why. */
  OBJECTS_FAILED(
      ErrorCategory.DATA, "Look at the error of each failed object, then start the project again."),
  /** The run was stopped before it was done; another start resumes it. */
  RUN_INCOMPLETE(ErrorCategory.USAGE, "Start the project again; it resumes."),
  /** A project cannot begin to follow its source at a time or a position of the caller's. */
  START_UNSUPPORTED(
      ErrorCategory.USAGE, "Leave the start position out, or let the project copy its tables.");

  private final ErrorCategory category;
  private final String remedy;

  ApiError(ErrorCategory category, String remedy) {
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
