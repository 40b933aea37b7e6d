package io.openoms.tidb.openprotocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.openoms.spi.data.DataType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** Converts numbers by their digits: none of them goes through a double but those that are. */
final class Numbers {

  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,19})");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,65}(\\.[0-9]{1,30})?");
  private static final Pattern FLOATING =
      Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,4})?");
  private static final int MOST_YEAR = 2155;
  private static final int LEAST_YEAR = 1901;

  private Numbers() {}

  static byte[] whole(String text, int bits, boolean unsigned, int width) {
    BigInteger number = number(text);
    BigInteger end = BigInteger.ONE.shiftLeft(unsigned ? bits : bits - 1);
    BigInteger least = unsigned ? BigInteger.ZERO : end.negate();
    if (number.compareTo(least) < 0 || number.compareTo(end) >= 0) {
      throw Faults.differs("a change carries a number that the column's type does not hold");
    }
    return filled(number.toString(), width);
  }

  private static BigInteger number(String text) {
    if (text.length() > 21 || !WHOLE.matcher(text).matches()) {
      throw Faults.damaged("a value is no whole number where its type asks for one");
    }
    return new BigInteger(text);
  }

  /** Copied rows show the zeros of ZEROFILL, so changes do, too. */
  private static byte[] filled(String digits, int width) {
    return ("0".repeat(Math.max(0, width - digits.length())) + digits).getBytes(US_ASCII);
  }

  /** How many digits a column with ZEROFILL shows; 0 for others. */
  static int shownWidth(DataType type) {
    String text = type.nativeText().toLowerCase(Locale.ROOT);
    int open = text.indexOf('(');
    return text.contains("zerofill") && open > 0
        ? Integer.parseInt(text.substring(open + 1, text.indexOf(')')).strip())
        : 0;
  }

  static byte[] decimal(String text, DataType type) {
    if (text.length() > 97 || !DECIMAL.matcher(text).matches()) {
      throw Faults.damaged("a value is no decimal number where its type asks for one");
    }
    int scale = Math.max(0, type.scale());
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    String decimals = point < 0 ? "" : text.substring(point + 1);
    int digits = whole.startsWith("-") ? whole.length() - 1 : whole.length();
    int most = Math.max(1, (int) type.length() - scale);
    if (decimals.length() > scale || digits > most) {
      throw Faults.differs("a change carries a number that the column's type does not hold");
    }
    String filled = decimals + "0".repeat(scale - decimals.length());
    String exact = scale == 0 ? whole : whole + "." + filled;
    return type.nativeText().toLowerCase(Locale.ROOT).contains("zerofill")
        ? filled(
            exact, (int) type.length() + (scale > 0 ? 1 : 0) + (scale == type.length() ? 1 : 0))
        : exact.getBytes(US_ASCII);
  }

  /** The message has the fewest digits of a single; what travels is exact for a double. */
  static byte[] single(String text) {
    return floating(parsed(text, true));
  }

  static byte[] twice(String text) {
    return floating(parsed(text, false));
  }

  private static double parsed(String text, boolean single) {
    if (!FLOATING.matcher(text).matches()) {
      throw Faults.damaged("a value is no floating-point number where its type asks for one");
    }
    return single ? Float.parseFloat(text) : Double.parseDouble(text);
  }

  private static byte[] floating(double value) {
    if (Double.isInfinite(value) || Double.isNaN(value)) {
      throw Faults.differs("a change carries a number that the column's type does not hold");
    }
    return Double.toString(value).getBytes(US_ASCII);
  }

  /** As many bytes as the width needs, the highest first. */
  static byte[] bits(String text, int length) {
    BigInteger number = number(text);
    if (number.signum() < 0 || number.bitLength() > length) {
      throw Faults.differs("a change carries more bits than the column has");
    }
    byte[] bytes = new byte[(length + 7) / 8];
    byte[] significant = number.toByteArray();
    int count = Math.min(bytes.length, significant.length);
    System.arraycopy(significant, significant.length - count, bytes, bytes.length - count, count);
    return bytes;
  }

  /** The number of a label, or 0 for one that was invalid. */
  static byte[] label(String text, int labels) {
    BigInteger number = number(text);
    if (number.signum() < 0 || number.compareTo(BigInteger.valueOf(labels)) > 0) {
      throw Faults.differs("a change carries a label that the column does not have");
    }
    return number.toString().getBytes(US_ASCII);
  }

  /** The bits of labels. */
  static byte[] labels(String text, int labels) {
    BigInteger number = number(text);
    if (number.signum() < 0 || number.bitLength() > labels) {
      throw Faults.differs("a change carries a label that the column does not have");
    }
    return number.toString().getBytes(US_ASCII);
  }

  static byte[] year(String text) {
    int year = number(text).min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
    if (year != 0 && (year < LEAST_YEAR || year > MOST_YEAR)) {
      throw Faults.differs("a change carries a year that the column does not hold");
    }
    byte[] digits = new byte[4];
    Arrays.fill(digits, (byte) '0');
    byte[] written = Integer.toString(year).getBytes(US_ASCII);
    System.arraycopy(written, 0, digits, 4 - written.length, written.length);
    return digits;
  }
}
