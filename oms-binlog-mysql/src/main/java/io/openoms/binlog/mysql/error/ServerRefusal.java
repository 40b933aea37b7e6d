package io.openoms.binlog.mysql.error;

import java.util.Objects;

/** An error that the server sends instead of its log. */
public final class ServerRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int number;

  /** With the server's number and text. */
  public ServerRefusal(int number, String message) {
    super(message);
    this.number = number;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** The server's number. */
  public int number() {
    return number;
  }
}
