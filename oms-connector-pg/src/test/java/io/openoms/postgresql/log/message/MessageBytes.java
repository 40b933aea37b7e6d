package io.openoms.postgresql.log.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes messages as the manual describes them. One thread. */
final class MessageBytes {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  MessageBytes(char kind) {
    out.write(kind);
  }

  MessageBytes one(int value) {
    out.write(value);
    return this;
  }

  MessageBytes two(int value) {
    return number(value, 2);
  }

  MessageBytes four(int value) {
    return number(value, 4);
  }

  MessageBytes eight(long value) {
    return number(value, 8);
  }

  MessageBytes text(String value) {
    out.writeBytes(value.getBytes(StandardCharsets.UTF_8));
    return one(0);
  }

  /** A row: a text, null for NULL, and the empty text for a value that is not sent. */
  MessageBytes row(char mark, String... values) {
    one(mark).two(values.length);
    for (String value : values) {
      if (value == null) {
        one('n');
      } else if (value.isEmpty()) {
        one('u');
      } else {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        one('t').four(bytes.length);
        out.writeBytes(bytes);
      }
    }
    return this;
  }

  private MessageBytes number(long value, int bytes) {
    for (int i = bytes - 1; i >= 0; i--) {
      out.write((int) (value >> (8 * i)));
    }
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  LogMessage decoded() {
    return MessageDecoder.decode(bytes(), 0);
  }
}
