package io.openoms.tidb.openprotocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Bytes that were written as a quoted Go string, without the quotes around it: what is printable
 * stands as it is, in UTF-8, and everything else behind a backslash. Stateless.
 */
final class GoQuoted {

  private GoQuoted() {}

  /** The bytes. */
  static byte[] bytes(String quoted) {
    if (quoted.indexOf('\\') < 0) {
      return requirePrintable(quoted);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(quoted.length());
    int at = 0;
    while (at < quoted.length()) {
      int next = quoted.indexOf('\\', at);
      int end = next < 0 ? quoted.length() : next;
      out.writeBytes(requirePrintable(quoted.substring(at, end)));
      at = next < 0 ? end : escape(quoted, end + 1, out);
    }
    return out.toByteArray();
  }

  private static byte[] requirePrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == 0x7f) {
        throw Faults.damaged("a binary value is not quoted as its protocol asks for");
      }
    }
    return Utf8.bytes(text);
  }

  /** Writes the byte or character of an escape that begins there; gives where it ends. */
  private static int escape(String quoted, int at, ByteArrayOutputStream out) {
    if (at >= quoted.length()) {
      throw Faults.damaged("a binary value ends within an escape");
    }
    switch (quoted.charAt(at)) {
      case 'x' -> {
        out.write(number(quoted, at + 1, 2));
        return at + 3;
      }
      case 'u' -> {
        return character(quoted, at + 1, 4, out);
      }
      case 'U' -> {
        return character(quoted, at + 1, 8, out);
      }
      default -> {
        out.write(single(quoted.charAt(at)));
        return at + 1;
      }
    }
  }

  private static int single(char escaped) {
    return switch (escaped) {
      case 'a' -> 0x07;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      case '\\' -> '\\';
      case '"' -> '"';
      default -> throw Faults.damaged("a binary value has an escape that is not known");
    };
  }

  private static int character(String quoted, int at, int digits, ByteArrayOutputStream out) {
    int point = number(quoted, at, digits);
    if (!Character.isValidCodePoint(point) || (point >= 0xd800 && point <= 0xdfff)) {
      throw Faults.damaged("a binary value has an escape of no character");
    }
    out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
    return at + digits;
  }

  private static int number(String quoted, int at, int digits) {
    if (at + digits > quoted.length()) {
      throw Faults.damaged("a binary value ends within an escape");
    }
    int number = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = Character.digit(quoted.charAt(i), 16);
      if (digit < 0 || quoted.charAt(i) > 'f') {
        throw Faults.damaged("a binary value has an escape without its digits");
      }
      number = 16 * number + digit;
    }
    return number;
  }
}
