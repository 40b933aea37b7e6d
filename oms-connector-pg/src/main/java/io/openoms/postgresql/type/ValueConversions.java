package io.openoms.postgresql.type;

import io.openoms.postgresql.mapping.NanMapping;
import io.openoms.postgresql.mapping.TypeOptions;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.DataType;
import io.openoms.spi.type.ColumnType;

/** Chooses the conversion of a column's values. Immutable. */
public final class ValueConversions {

  private static final String MONEY = "money";

  private final boolean isNanNull;

  /** By what a project has chosen. */
  public ValueConversions(TypeOptions options) {
    this.isNanNull = options.nan() == NanMapping.AS_NULL;
  }

  /** The conversion of a column's values. */
  public ValueConversion of(ColumnDefinition column) {
    ValueConversion conversion = of(column.type());
    return isNanNull(column) ? new NanAsNull(conversion) : conversion;
  }

  /** Whether NULL travels in place of a number of that column that is NaN or infinite. */
  public boolean isNanNull(ColumnDefinition column) {
    ColumnType type = column.type().neutral();
    boolean hasNan = type instanceof ColumnType.Decimal || type instanceof ColumnType.Floating;
    return isNanNull && column.nullable() && hasNan && !column.type().nativeText().equals(MONEY);
  }

  /** The conversion of values of that type, which {@link TypeMapping} made, and of no NULL. */
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
    } else if (TypeMapping.isNumberText(type)) {
      return TypeMapping.declared(type).equals("numeric") ? Numbers::trimmed : ValueConversion.SAME;
    } else if (TypeMapping.isSpan(type)) {
      return span(type);
    }
    return time(neutral);
  }

  private static ValueConversion number(DataType type) {
    return switch (type.nativeText()) {
      case MONEY -> Numbers::money;
      case "numeric" -> Numbers::unlimited;
      default -> Numbers::limited;
    };
  }

  /** Blanks at the end of a {@code character(n)} mean nothing to its server. */
  static boolean isPadded(DataType type) {
    return type.nativeText().startsWith("character(") || type.nativeText().equals("bpchar");
  }

  private static ValueConversion span(DataType type) {
    int digits = Math.max(0, type.scale());
    return (text, offset, length) -> Spans.time(text, offset, length, digits);
  }

  private static ValueConversion time(ColumnType type) {
    if (type instanceof ColumnType.Day) {
      return Times::day;
    } else if (type instanceof ColumnType.Time time) {
      return (text, offset, length) -> Times.time(text, offset, length, time.digits());
    } else if (type instanceof ColumnType.Timestamp moment) {
      return (text, offset, length) -> Times.moment(text, offset, length, moment.digits());
    } else if (type instanceof ColumnType.Instant instant) {
      return (text, offset, length) -> Times.moment(text, offset, length, instant.digits());
    }
    return ValueConversion.SAME;
  }
}
