package io.openoms.testkit.changefeed;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Quotes bytes as Go's strconv.Quote does, without the quotes around them. Stateless. */
public final class GoQuote {

  private static final int DELETE = 0x7f;

  private GoQuote() {}

  /**
   * The quoted text.
   *
   * @param bytes any bytes
   * @return what is printable as it is, and the rest as escapes
   */
  public static String quote(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    int at = 0;
    while (at < bytes.length) {
      int size = size(bytes, at, decoder);
      if (size == 0) {
        out.append(String.format("\\x%02x", bytes[at] & 0xff));
        at++;
      } else {
        character(new String(bytes, at, size, StandardCharsets.UTF_8).codePointAt(0), out);
        at += size;
      }
    }
    return out.toString();
  }

  /** How many bytes the character has that begins there; 0 when none does. */
  private static int size(byte[] bytes, int at, CharsetDecoder decoder) {
    int first = bytes[at] & 0xff;
    int size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (at + size > bytes.length) {
      return 0;
    }
    decoder.reset();
    boolean isGood =
        !decoder.decode(ByteBuffer.wrap(bytes, at, size), CharBuffer.allocate(2), true).isError();
    return isGood ? size : 0;
  }

  private static void character(int point, StringBuilder out) {
    switch (point) {
      case 0x07 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 0x0b -> out.append("\\v");
      case '\\', '"' -> out.append('\\').append((char) point);
      default -> {
        if (point < ' ' || point == DELETE) {
          out.append(String.format("\\x%02x", point));
        } else if (isPrintable(point)) {
          out.appendCodePoint(point);
        } else {
          out.append(String.format(point < 0x10000 ? "\\u%04x" : "\\U%08x", point));
        }
      }
    }
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> point == ' ';
      default -> true;
    };
  }
}
