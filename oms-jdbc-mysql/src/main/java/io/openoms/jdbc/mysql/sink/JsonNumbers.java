package io.openoms.jdbc.mysql.sink;

import io.openoms.jdbc.error.JdbcError;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds numbers in a JSON text that a server does not keep: it makes integers of 64 bits and
 * doubles of them, while a source may hold decimals with more digits.
 */
final class JsonNumbers {

  /** Each double has a text of its own of so many digits. */
  private static final int DIGITS_OF_DOUBLE = 17;

  /** A text of so many digits is kept, unless it is nearer to zero than doubles are exact. */
  private static final int DIGITS_ALWAYS_KEPT = 15;

  private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final BigInteger SMALLEST = BigInteger.ONE.shiftLeft(63).negate();

  private JsonNumbers() {}

  /** Refuses a JSON value that the server would round. */
  static void requireExact(RowBatch batch, int row, int column) {
    if (batch.columns().get(column).type().kind() != TypeKind.JSON) {
      return;
    }
    rounded(batch.data(), batch.offset(row, column), batch.length(row, column))
        .ifPresent(
            number -> {
              throw new RowRefusedException(
                  JdbcError.VALUE_REFUSED,
                  row,
                  "column "
                      + batch.columns().get(column).name()
                      + ": the sink would round the number "
                      + number
                      + ", as its JSON knows no decimals",
                  null);
            });
  }

  /** The first number that would be rounded. */
  static Optional<String> rounded(byte[] json, int offset, int length) {
    int end = offset + length;
    int i = offset;
    while (i < end) {
      if (json[i] == '"') {
        i = afterString(json, i + 1, end);
      } else if (json[i] == '-' || isDigit(json[i])) {
        int from = i;
        while (i < end && isOfNumber(json[i])) {
          i++;
        }
        boolean mayBe = i - from > DIGITS_ALWAYS_KEPT || hasExponent(json, from, i);
        if (mayBe && isRounded(text(json, from, i))) {
          return Optional.of(text(json, from, i));
        }
      } else {
        i++;
      }
    }
    return Optional.empty();
  }

  private static int afterString(byte[] json, int from, int end) {
    int i = from;
    while (i < end && json[i] != '"') {
      i += json[i] == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private static boolean isRounded(String number) {
    boolean integer = number.indexOf('.') < 0 && number.indexOf('e') < 0 && number.indexOf('E') < 0;
    BigDecimal exact = new BigDecimal(number);
    if (integer
        && exact.toBigInteger().compareTo(LARGEST) <= 0
        && exact.toBigInteger().compareTo(SMALLEST) >= 0) {
      return false;
    }
    return exact.signum() != 0 && !isShortest(exact, exact.doubleValue());
  }

  /** Whether a number is what a server writes for a double: the shortest text that is read so. */
  private static boolean isShortest(BigDecimal number, double value) {
    if (Double.isInfinite(value) || value == 0) {
      return false;
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits <= DIGITS_OF_DOUBLE; digits++) {
      BigDecimal shorter = exact.round(new MathContext(digits));
      if (shorter.doubleValue() == value) {
        return shorter.compareTo(number) == 0;
      }
    }
    return false;
  }

  private static boolean hasExponent(byte[] json, int from, int end) {
    for (int i = from; i < end; i++) {
      if (json[i] == 'e' || json[i] == 'E') {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isOfNumber(byte c) {
    return isDigit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
  }

  private static String text(byte[] json, int from, int end) {
    return new String(json, from, end - from, StandardCharsets.US_ASCII);
  }
}
