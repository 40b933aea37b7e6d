package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.error.MalformedEventException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A double in the fewest digits that give it back, as servers of the family write it: plain for 15
 * places before and after the point, or more when a fraction follows, with an exponent beyond.
 */
final class ShortestDouble {

  private static final int PLACES = 15;

  /** Java's own text has the fewest digits from JDK 19 on. */
  private static final boolean JAVA_IS_SHORTEST = Runtime.version().feature() >= 19;

  private ShortestDouble() {}

  static void write(double value, TextBuffer out) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new MalformedEventException("a floating-point number is not finite");
    }
    if (Double.doubleToRawLongBits(value) < 0) {
      out.put('-');
    }
    double size = Math.abs(value);
    if (size < 1e15 && size == Math.rint(size)) {
      out.unsigned((long) size);
    } else {
      write(shortest(size), out);
    }
  }

  private static void write(BigDecimal decimal, TextBuffer out) {
    String digits = decimal.unscaledValue().toString();
    int point = digits.length() - decimal.scale();
    boolean whole = digits.length() <= point;
    if ((point > PLACES && whole) || point < 1 - PLACES) {
      out.put(digits.charAt(0));
      if (digits.length() > 1) {
        out.put('.').put(digits.substring(1));
      }
      out.put('e').signed(point - 1L);
    } else if (point <= 0) {
      out.put("0.").put("0".repeat(-point)).put(digits);
    } else if (point >= digits.length()) {
      out.put(digits).put("0".repeat(point - digits.length()));
    } else {
      out.put(digits.substring(0, point)).put('.').put(digits.substring(point));
    }
  }

  private static BigDecimal shortest(double size) {
    BigDecimal said = new BigDecimal(Double.toString(size)).stripTrailingZeros();
    boolean normal = size >= Double.MIN_NORMAL;
    if (JAVA_IS_SHORTEST || (normal && said.precision() <= PLACES)) {
      // Java never gives less than two digits, so it may prefer two to one.
      return said.precision() == 2 && !normal ? fewest(size, 1, 2, said) : said;
    }
    return fewest(size, normal ? PLACES : 1, 17, said);
  }

  private static BigDecimal fewest(double size, int from, int below, BigDecimal otherwise) {
    BigDecimal exact = new BigDecimal(size);
    for (int digits = from; digits < below; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == size) {
        return rounded.stripTrailingZeros();
      }
    }
    BigDecimal longest = exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
    return below == 17 ? longest.stripTrailingZeros() : otherwise;
  }
}
