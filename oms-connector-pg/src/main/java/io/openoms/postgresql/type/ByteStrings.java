package io.openoms.postgresql.type;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Converts bytes, bits and texts that are padded. Stateless. */
final class ByteStrings {

  private ByteStrings() {}

  /** {@code \x00ff}. */
  static byte[] bytes(byte[] text, int offset, int length) {
    if (length < 2 || text[offset] != '\\' || text[offset + 1] != 'x') {
      throw new IllegalStateException("bytes are not printed under bytea_output = hex");
    }
    byte[] bytes = new byte[length / 2 - 1];
    for (int i = 0; i < bytes.length; i++) {
      int at = offset + 2 + 2 * i;
      bytes[i] =
          (byte) (HexFormat.fromHexDigit(text[at]) << 4 | HexFormat.fromHexDigit(text[at + 1]));
    }
    return bytes;
  }

  /** {@code 0101}, the highest bit first, to as many bytes as the width needs. */
  static byte[] bits(byte[] text, int offset, int length, int width) {
    byte[] bytes = new byte[(width + 7) / 8];
    for (int i = 0; i < length; i++) {
      int place = length - 1 - i;
      if (text[offset + i] == '1') {
        bytes[bytes.length - 1 - place / 8] |= (byte) (1 << place % 8);
      }
    }
    return bytes;
  }

  /** The digits of bits that travelled. */
  static String digits(byte[] bytes, int width) {
    StringBuilder digits = new StringBuilder(width);
    for (int place = width - 1; place >= 0; place--) {
      digits.append(bytes[bytes.length - 1 - place / 8] >> place % 8 & 1);
    }
    return digits.toString();
  }

  /** A text without the blanks at its end. */
  static byte[] withoutBlanks(byte[] text, int offset, int length) {
    int end = offset + length;
    while (end > offset && text[end - 1] == ' ') {
      end--;
    }
    return Arrays.copyOfRange(text, offset, end);
  }

  /** A UTF-8 text. */
  static String utf8(byte[] text) {
    return new String(text, StandardCharsets.UTF_8);
  }
}
