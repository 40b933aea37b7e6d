package io.openoms.dialect.mysql.parse;

import java.util.Objects;

/** A statement that the parser does not understand; the message tells where. */
public final class DdlSyntaxException extends RuntimeException {

  DdlSyntaxException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
