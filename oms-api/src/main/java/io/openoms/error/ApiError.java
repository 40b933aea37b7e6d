package io.openoms.error;

/** The errors of the public face. */
public enum ApiError implements ErrorCode {
  /** The configuration has faults; see {@link ConfigurationException#faults()}. */
  CONFIGURATION_INVALID(ErrorCategory.USAGE),
  /** No engine is on the class path: {@code oms-core} is missing. */
  ENGINE_MISSING(ErrorCategory.USAGE);

  private final ErrorCategory category;

  ApiError(ErrorCategory category) {
    this.category = category;
  }

  @Override
  public ErrorCategory category() {
    return category;
  }
}
