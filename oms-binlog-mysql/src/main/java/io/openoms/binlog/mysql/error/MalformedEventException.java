package io.openoms.binlog.mysql.error;

/** An event's bytes are not what its kind asks for. */
public final class MalformedEventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what is wrong. */
  public MalformedEventException(String message) {
    super(message);
  }
}
