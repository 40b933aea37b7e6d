package io.openoms.postgresql.sink;

import io.openoms.postgresql.type.UnfitValueException;
import io.openoms.spi.data.DataType;
import io.openoms.spi.type.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Values as the server takes them without bending them: it rounds what has too many digits, and
 * cuts blanks from the end of a text that is too long. What it cannot hold at all it refuses
 * itself. Stateless.
 */
final class ExactValue {

  private ExactValue() {}

  /** A text; the server's texts hold every character but one. */
  static String text(DataType type, String value) {
    if (value.indexOf('\0') >= 0) {
      throw new UnfitValueException("it is a text with the character NUL");
    }
    if (type.neutral() instanceof ColumnType.Text text
        && text.length().isPresent()
        && value.length() > text.length().getAsLong()
        && value.codePointCount(0, value.length()) > text.length().getAsLong()) {
      throw new UnfitValueException(
          "it has more than " + text.length().getAsLong() + " characters");
    }
    return value;
  }

  /** A number. Where the server keeps as many digits as it is given, zeros at the end go. */
  static String number(DataType type, String value) {
    if (!(type.neutral() instanceof ColumnType.Decimal decimal)) {
      return value;
    }
    BigDecimal number = new BigDecimal(value);
    if (type.nativeText().equals("numeric")) {
      return (number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros()).toPlainString();
    }
    try {
      return number.setScale(decimal.scale(), RoundingMode.UNNECESSARY).toPlainString();
    } catch (ArithmeticException e) {
      throw new UnfitValueException(
          "it has more than " + decimal.scale() + " digits after the point");
    }
  }

  /** A floating-point number. */
  static String floating(DataType type, String value) {
    if (type.neutral() instanceof ColumnType.Floating floating && floating.bits() == 32) {
      double number = Double.parseDouble(value);
      if ((double) (float) number != number) {
        throw new UnfitValueException("it has more digits than a real number");
      }
    }
    return value;
  }

  /** A day, a time, or both. */
  static String time(DataType type, String value) {
    int point = value.indexOf('.');
    if (point < 0) {
      return value;
    }
    int end = value.length();
    while (end > point && (value.charAt(end - 1) == '0' || end - 1 == point)) {
      end--;
    }
    if (end - point - 1 > digits(type.neutral())) {
      throw new UnfitValueException("it has more digits after the second than the column");
    }
    return value.substring(0, end);
  }

  private static int digits(ColumnType type) {
    if (type instanceof ColumnType.Time time) {
      return time.digits();
    }
    if (type instanceof ColumnType.Instant instant) {
      return instant.digits();
    }
    return type instanceof ColumnType.Timestamp moment ? moment.digits() : 0;
  }
}
