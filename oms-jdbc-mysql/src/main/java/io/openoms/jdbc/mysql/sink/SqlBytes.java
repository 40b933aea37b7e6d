package io.openoms.jdbc.mysql.sink;

import io.openoms.spi.data.TypeKind;
import io.openoms.spi.data.ValueForm;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of SQL in UTF-8. One thread. */
final class SqlBytes {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private static final int FIRST = 1 << 16;

  /** A larger array, made for a very large row, goes when statements are smaller again. */
  private static final int KEPT = 4 << 20;

  private byte[] bytes = new byte[FIRST];
  private int size;

  void clear() {
    if (bytes.length > KEPT && size < bytes.length / 2) {
      bytes = new byte[FIRST];
    }
    size = 0;
  }

  void truncate(int to) {
    size = to;
  }

  int size() {
    return size;
  }

  /**
   * All of it in an array of its very length: where not much is missing, the buffer itself with
   * spaces after the end, which mean nothing in SQL. Good until the next append.
   *
   * @param most how long it may become by spaces
   */
  byte[] padded(int most) {
    if (bytes.length > most || size < bytes.length - bytes.length / 4) {
      return Arrays.copyOf(bytes, size);
    }
    Arrays.fill(bytes, size, bytes.length, (byte) ' ');
    return bytes;
  }

  /** All of it as a text. */
  String text() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }

  void append(byte value) {
    room(1);
    bytes[size++] = value;
  }

  void append(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    append(encoded, 0, encoded.length);
  }

  void append(byte[] source, int offset, int length) {
    room(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /** A value as a literal. */
  void appendValue(ValueForm form, byte[] source, int offset, int length) {
    switch (form) {
      case NUMBER -> append(source, offset, length);
      case FLOATING -> appendDouble(source, offset, length);
      case TEMPORAL, TEXT -> appendQuoted(source, offset, length);
      case BYTES -> appendHex(source, offset, length);
    }
  }

  /** A value to be compared with a column of that kind. */
  void appendComparable(TypeKind kind, byte[] source, int offset, int length) {
    if (kind == TypeKind.BIT) {
      // As bytes it would be compared as a text by some servers.
      append(new BigInteger(1, source, offset, length).toString());
    } else {
      appendValue(kind.form(), source, offset, length);
    }
  }

  /** A double; without an exponent it would be a decimal, and −0 would lose its sign. */
  void appendDouble(byte[] source, int offset, int length) {
    append(source, offset, length);
    for (int i = offset; i < offset + length; i++) {
      if (source[i] == 'e' || source[i] == 'E') {
        return;
      }
    }
    append("e0");
  }

  /** A text in quotes; UTF-8 never holds a quote or backslash inside another character. */
  void appendQuoted(byte[] source, int offset, int length) {
    room(2 * length + 2);
    bytes[size++] = '\'';
    int end = offset + length;
    int from = offset;
    while (from < end) {
      int special = EscapeScan.next(source, from, end);
      System.arraycopy(source, from, bytes, size, special - from);
      size += special - from;
      if (special < end) {
        bytes[size++] = '\\';
        bytes[size++] = source[special] == 0 ? (byte) '0' : source[special];
      }
      from = special + 1;
    }
    bytes[size++] = '\'';
  }

  /**
   * Bytes in hexadecimal. The kernel takes far longer over {@code _binary'…'}, though it is half as
   * long: some 26 µs more for each value of 28 bytes.
   */
  void appendHex(byte[] source, int offset, int length) {
    if (length == 0) {
      append("''");
      return;
    }
    room(2 * length + 3);
    bytes[size++] = 'x';
    bytes[size++] = '\'';
    for (int i = offset; i < offset + length; i++) {
      bytes[size++] = HEX[(source[i] >> 4) & 0xf];
      bytes[size++] = HEX[source[i] & 0xf];
    }
    bytes[size++] = '\'';
  }

  private void room(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      // By a quarter only, so that statements of like size fill the array.
      long larger = Math.min(1L << 30, bytes.length + bytes.length / 4L);
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, larger));
    }
  }
}
