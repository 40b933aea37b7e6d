package io.openoms.binlog.mysql.error;

/** An error that the server sends instead of its log. */
public final class ServerRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int number;

  /** With the server's number and text. */
  public ServerRefusal(int number, String message) {
    super(message);
    this.number = number;
  }

  /** The server's number. */
  public int number() {
    return number;
  }
}
