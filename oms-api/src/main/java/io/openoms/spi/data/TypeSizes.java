package io.openoms.spi.data;

import io.openoms.spi.type.ColumnType;

/** The numbers that a type has, −1 for those that it has not. Stateless. */
final class TypeSizes {

  private TypeSizes() {}

  /** Characters, bytes, bits or digits. */
  static long length(ColumnType type) {
    if (type instanceof ColumnType.Decimal decimal) {
      return decimal.precision().orElse(-1);
    } else if (type instanceof ColumnType.Bits bits) {
      return bits.length();
    } else if (type instanceof ColumnType.Text text) {
      return text.length().orElse(-1);
    } else if (type instanceof ColumnType.Bytes bytes) {
      return bytes.length().orElse(-1);
    }
    return -1;
  }

  /** Digits after the point, of seconds too. */
  static int scale(ColumnType type) {
    if (type instanceof ColumnType.Decimal decimal) {
      return decimal.precision().isEmpty() ? -1 : decimal.scale();
    } else if (type instanceof ColumnType.Time time) {
      return some(time.digits());
    } else if (type instanceof ColumnType.Timestamp timestamp) {
      return some(timestamp.digits());
    } else if (type instanceof ColumnType.Instant instant) {
      return some(instant.digits());
    }
    return -1;
  }

  private static int some(int digits) {
    return digits > 0 ? digits : -1;
  }

  static boolean isUnsigned(ColumnType type) {
    if (type instanceof ColumnType.Whole whole) {
      return !whole.signed();
    } else if (type instanceof ColumnType.Decimal decimal) {
      return !decimal.signed();
    }
    return type instanceof ColumnType.Floating floating && !floating.signed();
  }
}
