package io.openoms.testkit;

import java.io.Serial;
import java.util.Objects;

/**
 * A server could not be installed, started or asked; the message names what is missing and how to
 * get it. Unchecked, so that a test which needs the server fails instead of being skipped.
 */
public final class TestServerException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * A fault with nothing underneath.
   *
   * @param message what failed and what to do
   */
  public TestServerException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /**
   * A fault with its cause.
   *
   * @param message what failed and what to do
   * @param cause what was underneath
   */
  public TestServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
