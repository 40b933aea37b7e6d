package io.openoms.binlog.mysql.value;

/** A text has bytes that are no character of Unicode, so it cannot be told as text. */
public final class UnheldTextException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnheldTextException() {
    super(
        "the log has bytes there that are no character of Unicode, so they cannot be read as text");
  }
}
