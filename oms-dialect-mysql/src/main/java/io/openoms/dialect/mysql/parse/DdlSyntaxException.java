package io.openoms.dialect.mysql.parse;

/** A statement that the parser does not understand; the message tells where. */
public final class DdlSyntaxException extends RuntimeException {

  DdlSyntaxException(String message) {
    super(message);
  }
}
