package io.openoms.binlog.mysql.error;

import java.util.Objects;

/** An event's bytes are not what its kind asks for. */
public final class MalformedEventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what is wrong. */
  public MalformedEventException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
