package io.openoms.postgresql.type;

import io.openoms.spi.data.DataType;
import io.openoms.spi.type.ColumnType;

/** Chooses the conversion of a column's values. Stateless. */
public final class ValueConversions {

  private ValueConversions() {}

  /** The conversion of values of that type, which {@link TypeMapping} made. */
  public static ValueConversion of(DataType type) {
    ColumnType neutral = type.neutral();
    if (neutral instanceof ColumnType.Truth) {
      return Numbers::truth;
    } else if (neutral instanceof ColumnType.Decimal) {
      return number(type);
    } else if (neutral instanceof ColumnType.Floating floating) {
      return floating.bits() == 32 ? Numbers::single : Numbers::twice;
    } else if (neutral instanceof ColumnType.Bits bits) {
      return (text, offset, length) -> ByteStrings.bits(text, offset, length, bits.length());
    } else if (neutral instanceof ColumnType.Bytes) {
      return ByteStrings::bytes;
    } else if (neutral instanceof ColumnType.Labels labels) {
      return new LabelNumbers(labels.labels());
    } else if (isPadded(type)) {
      return ByteStrings::withoutBlanks;
    }
    return time(neutral);
  }

  private static ValueConversion number(DataType type) {
    return switch (type.nativeText()) {
      case "money" -> Numbers::money;
      case "numeric" -> Numbers::unlimited;
      default -> Numbers::limited;
    };
  }

  /** Blanks at the end of a {@code character(n)} mean nothing to its server. */
  static boolean isPadded(DataType type) {
    return type.nativeText().startsWith("character(") || type.nativeText().equals("bpchar");
  }

  private static ValueConversion time(ColumnType type) {
    if (type instanceof ColumnType.Day) {
      return Times::day;
    } else if (type instanceof ColumnType.Time time) {
      return (text, offset, length) -> Times.time(text, offset, length, time.digits());
    } else if (type instanceof ColumnType.Timestamp moment) {
      return (text, offset, length) -> Times.moment(text, offset, length, moment.digits());
    }
    return ValueConversion.SAME;
  }
}
