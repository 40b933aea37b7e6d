package io.openoms.postgresql.type;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** Converts numbers. Stateless. */
final class Numbers {

  /** Digits before the point of an unlimited number. */
  private static final int MOST_WHOLE = TypeMapping.MOST_DIGITS - TypeMapping.MOST_DECIMALS;

  private static final byte[] TRUE = {'1'};
  private static final byte[] FALSE = {'0'};

  private Numbers() {}

  /** {@code t} or {@code f}. */
  static byte[] truth(byte[] text, int offset, int length) {
    return (text[offset] == 't' ? TRUE : FALSE).clone();
  }

  /** A number that the type's limits let through. */
  static byte[] limited(byte[] text, int offset, int length) {
    requireNumber(text, offset, length);
    return Arrays.copyOfRange(text, offset, offset + length);
  }

  /** A double, as the server prints it: exact to the bit. */
  static byte[] twice(byte[] text, int offset, int length) {
    return limited(text, offset, length);
  }

  /** The server prints what is exact for a single; what travels is exact for a double. */
  static byte[] single(byte[] text, int offset, int length) {
    requireNumber(text, offset, length);
    float value = Float.parseFloat(new String(text, offset, length, US_ASCII));
    return Double.toString(value).getBytes(US_ASCII);
  }

  /** Only {@code NaN} and {@code Infinity} begin with a letter. */
  static boolean isFinite(byte[] text, int offset, int length) {
    int first = text[offset] == '-' && length > 1 ? offset + 1 : offset;
    return text[first] != 'N' && text[first] != 'I';
  }

  private static void requireNumber(byte[] text, int offset, int length) {
    if (!isFinite(text, offset, length)) {
      throw new UnfitValueException("it is NaN or infinite");
    }
  }

  /** An unlimited number, with all the digits behind the point that its target has. */
  static byte[] unlimited(byte[] text, int offset, int length) {
    requireNumber(text, offset, length);
    String number = new String(text, offset, length, US_ASCII);
    int point = number.indexOf('.');
    String whole = point < 0 ? number : number.substring(0, point);
    String decimals = point < 0 ? "" : number.substring(point + 1);
    int digits = whole.startsWith("-") ? whole.length() - 1 : whole.length();
    if (digits > MOST_WHOLE) {
      throw new UnfitValueException("it has more than " + MOST_WHOLE + " digits before the point");
    }
    int most = TypeMapping.MOST_DECIMALS;
    if (decimals.length() > most && !decimals.substring(most).matches("0*")) {
      throw new UnfitValueException("it has more than " + most + " digits after the point");
    }
    String padded = decimals + "0".repeat(Math.max(0, most - decimals.length()));
    return (whole + "." + padded.substring(0, most)).getBytes(US_ASCII);
  }

  /** A number, or NaN, as a text; numbers that are equal are the same text. */
  static byte[] trimmed(byte[] text, int offset, int length) {
    int end = offset + length;
    boolean hasPoint = false;
    for (int i = offset; i < end; i++) {
      hasPoint |= text[i] == '.';
    }
    while (hasPoint && text[end - 1] == '0') {
      end--;
    }
    return Arrays.copyOfRange(text, offset, hasPoint && text[end - 1] == '.' ? end - 1 : end);
  }

  /** {@code -$1,234.50}, as {@code lc_monetary = C} has it printed. */
  static byte[] money(byte[] text, int offset, int length) {
    byte[] number = new byte[length];
    int size = 0;
    for (int i = offset; i < offset + length; i++) {
      byte letter = text[i];
      if ((letter >= '0' && letter <= '9') || letter == '.' || letter == '-') {
        number[size++] = letter;
      } else if (letter != '$' && letter != ',') {
        throw new IllegalStateException("money is not printed under lc_monetary = C");
      }
    }
    return Arrays.copyOf(number, size);
  }
}
