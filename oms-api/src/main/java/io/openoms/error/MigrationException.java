package io.openoms.error;

import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The root of all that a migration throws: a stable code, a context and a message made for people.
 * Messages never hold passwords.
 */
public class MigrationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ErrorCode code;
  private final transient ErrorContext context;
  private final String description;
  private final int serverError;

  /** An error without a cause beneath it. */
  public MigrationException(ErrorCode code, ErrorContext context, String description) {
    this(code, context, description, null);
  }

  /** An error with the cause beneath it. */
  public MigrationException(
      ErrorCode code, ErrorContext context, String description, @Nullable Throwable cause) {
    this(code, context, description, 0, cause);
  }

  /**
   * An error that a server has given a number.
   *
   * @param serverError the number, such as 1061; 0 for none
   */
  public MigrationException(
      ErrorCode code,
      ErrorContext context,
      String description,
      int serverError,
      @Nullable Throwable cause) {
    super(describe(code, context, description), cause);
    this.code = code;
    this.context = context;
    this.description = description;
    this.serverError = serverError;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** The stable code. */
  public ErrorCode code() {
    return code;
  }

  /** Where it happened. */
  public ErrorContext context() {
    return context;
  }

  /** The message without code and context. */
  public String description() {
    return description;
  }

  /** The number that a server has given the error; empty where no server has. */
  public OptionalInt serverError() {
    return serverError == 0 ? OptionalInt.empty() : OptionalInt.of(serverError);
  }

  /** Whether the engine may try the same step again. */
  public boolean isRetryable() {
    return code.retryable();
  }

  /** The same error with more of its context known. */
  public MigrationException in(ErrorContext more) {
    ErrorContext merged = context;
    if (more.phase().isPresent()) {
      merged = merged.withPhase(more.phase().get());
    }
    if (more.object().isPresent()) {
      merged = merged.withObject(more.object().get());
    }
    if (more.position().isPresent()) {
      merged = merged.withPosition(more.position().get());
    }
    return merged.equals(context)
        ? this
        : new MigrationException(
            code, merged, description, serverError, getCause() == null ? this : getCause());
  }

  private static String describe(ErrorCode code, ErrorContext context, String description) {
    String where = context.toString();
    return code.name() + (where.isEmpty() ? "" : " (" + where + ")") + ": " + description;
  }
}
