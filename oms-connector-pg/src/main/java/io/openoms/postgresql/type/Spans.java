package io.openoms.postgresql.type;

import java.util.Arrays;

/**
 * Converts spans of time that travel as a time of hours, minutes and seconds, printed under {@code
 * IntervalStyle = postgres}: {@code -838:59:59.5}; months and days stand before it in words.
 * Stateless.
 */
final class Spans {

  private static final int MOST_HOURS = 838;

  /** Minutes, seconds, and the points before them. */
  private static final int LENGTH_BEHIND_HOURS = 6;

  private Spans() {}

  static byte[] time(byte[] text, int offset, int length, int digits) {
    int point = length;
    for (int i = 0; i < length; i++) {
      byte letter = text[offset + i];
      if (letter == '.') {
        point = i;
      } else if (letter == ' ' || letter >= 'a') {
        throw new UnfitValueException("it has months or days, for which a time has no place");
      }
    }
    if (isTooLong(text, offset, length, point)) {
      throw new UnfitValueException("it is more than 838:59:59");
    }
    return padded(Arrays.copyOfRange(text, offset, offset + length), point, digits);
  }

  private static boolean isTooLong(byte[] text, int offset, int length, int point) {
    int first = text[offset] == '-' ? offset + 1 : offset;
    long hours = 0;
    for (int i = first; i < offset + point - LENGTH_BEHIND_HOURS; i++) {
      hours = 10 * hours + text[i] - '0';
    }
    return hours > MOST_HOURS || (hours == MOST_HOURS && isLast(text, offset, length, point));
  }

  /** A fraction behind the last second is too much. */
  private static boolean isLast(byte[] text, int offset, int length, int point) {
    boolean isLastSecond = true;
    for (int i = point - LENGTH_BEHIND_HOURS; i < point; i++) {
      isLastSecond &= text[offset + i] == ":59:59".charAt(i - point + LENGTH_BEHIND_HOURS);
    }
    return isLastSecond && point < length;
  }

  /** The server leaves out zeros at the end of a fraction. */
  private static byte[] padded(byte[] time, int point, int digits) {
    int wanted = digits == 0 ? point : point + 1 + digits;
    byte[] padded = Arrays.copyOf(time, wanted);
    if (time.length < wanted) {
      Arrays.fill(padded, time.length, wanted, (byte) '0');
      padded[point] = '.';
    }
    return padded;
  }
}
