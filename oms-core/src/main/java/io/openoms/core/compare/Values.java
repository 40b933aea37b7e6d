package io.openoms.core.compare;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TypeKind;
import io.openoms.spi.data.ValueForm;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * When two values are equal though two servers write them in two ways: {@code 007} and {@code 7},
 * {@code 12:00:00.000} and {@code 12:00:00}, {@code 1e3} and {@code 1000.0}, the members of a JSON
 * object in another order. Texts and bytes are equal byte for byte, and so the sign of a zero
 * counts. Stateless.
 */
public final class Values {

  private Values() {}

  /** Whether two rows are equal in that column. */
  public static boolean areEqual(ColumnDefinition column, int number, RowImage one, RowImage two) {
    if (one.isNull(number) || two.isNull(number)) {
      return one.isNull(number) && two.isNull(number);
    }
    if (one.same(number, two)) {
      return true;
    }
    byte[] first = bytes(one, number);
    byte[] second = bytes(two, number);
    if (column.type().kind() == TypeKind.JSON) {
      return JsonTexts.areEqual(first, second);
    }
    return Arrays.equals(normal(column, first), normal(column, second));
  }

  /** A copy of a value that is not NULL. */
  public static byte[] bytes(RowImage row, int number) {
    int from = row.offset(number);
    return Arrays.copyOfRange(row.data(), from, from + row.length(number));
  }

  /** The one form of a value that is a slice of an array. */
  public static byte[] normal(ColumnDefinition column, byte[] data, int offset, int length) {
    return normal(column, Arrays.copyOfRange(data, offset, offset + length));
  }

  /** The one form of a value, in which equal values are equal bytes; JSON is left as it is. */
  public static byte[] normal(ColumnDefinition column, byte[] value) {
    ValueForm form = column.type().kind().form();
    return switch (form) {
      case NUMBER -> isPlain(value) ? value : number(value);
      case FLOATING -> floating(value);
      case TEMPORAL -> withoutZeros(value);
      case TEXT, BYTES -> value;
    };
  }

  /** Most numbers need no work: an integer without a leading zero or plus. */
  private static boolean isPlain(byte[] value) {
    int first = value.length > 0 && value[0] == '-' ? 1 : 0;
    if (value.length == first || (value[first] == '0' && value.length > 1)) {
      return false;
    }
    for (int i = first; i < value.length; i++) {
      if (value[i] < '0' || value[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private static byte[] number(byte[] value) {
    BigDecimal number = new BigDecimal(new String(value, US_ASCII));
    BigDecimal shortest = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return shortest.toPlainString().getBytes(US_ASCII);
  }

  private static byte[] floating(byte[] value) {
    return Double.toString(Double.parseDouble(new String(value, US_ASCII))).getBytes(US_ASCII);
  }

  /** Without zeros at the end of a fraction of a second. */
  private static byte[] withoutZeros(byte[] value) {
    int point = -1;
    for (int i = 0; i < value.length; i++) {
      point = value[i] == '.' ? i : point;
    }
    int end = value.length;
    while (point >= 0 && end > point && (value[end - 1] == '0' || end - 1 == point)) {
      end--;
    }
    return end == value.length ? value : Arrays.copyOf(value, end);
  }
}
