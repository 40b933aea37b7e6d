package io.openoms.dialect.mysql.alter;

/** A change whose effect on definitions or rows cannot be told exactly; the message says why. */
public final class RefusedChangeException extends RuntimeException {

  RefusedChangeException(String message) {
    super(message);
  }
}
