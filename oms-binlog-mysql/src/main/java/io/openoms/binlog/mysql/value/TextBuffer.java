package io.openoms.binlog.mysql.value;

import io.openoms.spi.data.RowImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A buffer in which a text is put together. One thread. */
final class TextBuffer {

  private static final int MOST_DIGITS = 20;

  private byte[] bytes = new byte[128];
  private int used;

  TextBuffer put(char c) {
    ensure(1);
    bytes[used++] = (byte) c;
    return this;
  }

  TextBuffer put(String text) {
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
    return this;
  }

  TextBuffer put(byte[] from, int offset, int length) {
    ensure(length);
    System.arraycopy(from, offset, bytes, used, length);
    used += length;
    return this;
  }

  int length() {
    return used;
  }

  /** Whether what was put from there on is digits and a sign only. */
  boolean isWholeSince(int start) {
    for (int i = start; i < used; i++) {
      if (bytes[i] == '.' || bytes[i] == 'e') {
        return false;
      }
    }
    return true;
  }

  /** Begins anew, also when a text was left half done. */
  void clear() {
    used = 0;
  }

  TextBuffer signed(long value) {
    if (value >= 0) {
      return unsigned(value);
    }
    put('-');
    // Right for the smallest number, too: its negation is itself, read without a sign.
    return unsigned(-value);
  }

  /** A number without a sign, of all 64 bits. */
  TextBuffer unsigned(long value) {
    if (value < 0) {
      long tenth = Long.divideUnsigned(value, 10);
      return unsigned(tenth).put((char) ('0' + (value - tenth * 10)));
    }
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return padded(value, digits);
  }

  /** A number that is not negative, with zeros before it. */
  TextBuffer padded(long value, int digits) {
    ensure(Math.max(digits, MOST_DIGITS));
    long rest = value;
    for (int i = used + digits - 1; i >= used; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    used += digits;
    return this;
  }

  /** Puts zeros before what is there, up to a width. */
  TextBuffer fill(int width) {
    int zeros = width - used;
    if (zeros > 0) {
      ensure(zeros);
      System.arraycopy(bytes, 0, bytes, zeros, used);
      Arrays.fill(bytes, 0, zeros, (byte) '0');
      used += zeros;
    }
    return this;
  }

  private void ensure(int more) {
    if (used + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, used + more));
    }
  }

  /** Adds the text as a value and begins anew. */
  void flush(RowImage.Builder out) {
    out.add(bytes, 0, used);
    used = 0;
  }

  /** The text; begins anew. */
  String take() {
    String text = new String(bytes, 0, used, StandardCharsets.US_ASCII);
    used = 0;
    return text;
  }
}
