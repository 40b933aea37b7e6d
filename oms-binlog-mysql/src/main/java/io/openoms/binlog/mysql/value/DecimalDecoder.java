package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.spi.data.RowImage;

/**
 * DECIMAL in the server's binary form: nine digits in four big-endian bytes, fewer in fewer, first
 * bit inverted, all bits inverted when negative.
 */
final class DecimalDecoder implements ValueDecoder {

  private static final int DIGITS_IN_WORD = 9;
  private static final int[] BYTES_OF_DIGITS = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};
  private static final int[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  private final int whole;
  private final int scale;
  private final int bytes;
  private final int width;
  private final byte[] stored;
  private final TextBuffer text;

  /**
   * For digits in all and after the point.
   *
   * @param width characters that are filled up with zeros; 0 for none
   */
  DecimalDecoder(int precision, int scale, int width) {
    this(precision, scale, width, new TextBuffer());
  }

  DecimalDecoder(int precision, int scale, int width, TextBuffer text) {
    if (precision < 1 || precision > 65 || scale > 30 || scale > precision) {
      throw new MalformedEventException("there is no DECIMAL(" + precision + "," + scale + ")");
    }
    this.whole = precision - scale;
    this.scale = scale;
    this.width = width;
    this.bytes = bytes(whole) + bytes(scale);
    this.stored = new byte[bytes];
    this.text = text;
  }

  private static int bytes(int digits) {
    return digits / DIGITS_IN_WORD * 4 + BYTES_OF_DIGITS[digits % DIGITS_IN_WORD];
  }

  @Override
  public void skip(Cursor in) {
    in.skip(bytes);
  }

  @Override
  public void decode(Cursor in, RowImage.Builder out) {
    write(in);
    text.fill(width).flush(out);
  }

  /** Writes the digits to the text. */
  void write(Cursor in) {
    System.arraycopy(in.data(), in.skip(bytes), stored, 0, bytes);
    boolean negative = (stored[0] & 0x80) == 0;
    stored[0] ^= (byte) 0x80;
    if (negative) {
      for (int i = 0; i < bytes; i++) {
        stored[i] = (byte) ~stored[i];
      }
      text.put('-');
    }
    Cursor digits = new Cursor(stored);
    writeWhole(digits);
    if (scale > 0) {
      text.put('.');
      for (int left = scale; left > 0; left -= DIGITS_IN_WORD) {
        int count = Math.min(left, DIGITS_IN_WORD);
        text.padded(word(digits, count), count);
      }
    }
  }

  private void writeWhole(Cursor digits) {
    boolean begun = false;
    int first = whole % DIGITS_IN_WORD;
    for (int left = whole; left > 0; ) {
      int count = left == whole && first > 0 ? first : DIGITS_IN_WORD;
      long value = word(digits, count);
      if (begun) {
        text.padded(value, count);
      } else if (value != 0) {
        text.unsigned(value);
        begun = true;
      }
      left -= count;
    }
    if (!begun) {
      text.put('0');
    }
  }

  private static long word(Cursor digits, int count) {
    long value = digits.bigEndian(BYTES_OF_DIGITS[count]);
    if (value >= POWERS[count]) {
      throw new MalformedEventException("a DECIMAL has bytes that are no digits");
    }
    return value;
  }
}
