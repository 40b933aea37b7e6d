package io.openoms.dialect.mysql.alter;

import java.util.Objects;

/** A change whose effect on definitions or rows cannot be told exactly; the message says why. */
public final class RefusedChangeException extends RuntimeException {

  RefusedChangeException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
