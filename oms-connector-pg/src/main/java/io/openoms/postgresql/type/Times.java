package io.openoms.postgresql.type;

import java.util.Arrays;

/**
 * Converts days and times, which are printed in ISO's style and in UTC: {@code 2024-01-31
 * 08:00:00.5+00}. Years before 1 end with {@code BC}, those after 9999 have more digits. Stateless.
 */
final class Times {

  private static final int LENGTH_OF_DAY = 10;
  private static final int LENGTH_OF_TIME = 8;
  private static final int LENGTH_OF_ZONE = 3;

  private Times() {}

  static byte[] day(byte[] text, int offset, int length) {
    if (length != LENGTH_OF_DAY || text[offset + 4] != '-') {
      throw unfit();
    }
    return Arrays.copyOfRange(text, offset, offset + length);
  }

  static byte[] time(byte[] text, int offset, int length, int digits) {
    return padded(text, offset, length, LENGTH_OF_TIME, digits);
  }

  static byte[] moment(byte[] text, int offset, int length, int digits) {
    int end = length;
    if (length > LENGTH_OF_ZONE && text[offset + length - LENGTH_OF_ZONE] == '+') {
      end = length - LENGTH_OF_ZONE;
    }
    int whole = LENGTH_OF_DAY + 1 + LENGTH_OF_TIME;
    if (end < whole || text[offset + 4] != '-' || text[offset + end - 1] == 'C') {
      throw unfit();
    }
    return padded(text, offset, end, whole, digits);
  }

  /** The server leaves out zeros at the end of a fraction. */
  private static byte[] padded(byte[] text, int offset, int length, int whole, int digits) {
    int wanted = digits == 0 ? whole : whole + 1 + digits;
    byte[] padded = Arrays.copyOf(Arrays.copyOfRange(text, offset, offset + length), wanted);
    if (length < wanted) {
      Arrays.fill(padded, length, wanted, (byte) '0');
      padded[whole] = '.';
    }
    return padded;
  }

  private static UnfitValueException unfit() {
    return new UnfitValueException("it is not within the years 1 to 9999");
  }
}
