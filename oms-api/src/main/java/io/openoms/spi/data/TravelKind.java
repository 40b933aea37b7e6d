package io.openoms.spi.data;

import io.openoms.spi.type.ColumnType;
import java.util.OptionalLong;

/** Derives the kind by which values of a type are written and compared. Stateless. */
final class TravelKind {

  private TravelKind() {}

  static TypeKind of(ColumnType type) {
    if (type instanceof ColumnType.Truth) {
      return TypeKind.TINYINT;
    } else if (type instanceof ColumnType.Whole whole) {
      return whole(whole.bits());
    } else if (type instanceof ColumnType.Decimal) {
      return TypeKind.DECIMAL;
    } else if (type instanceof ColumnType.Floating floating) {
      return floating.bits() == 32 ? TypeKind.FLOAT : TypeKind.DOUBLE;
    } else if (type instanceof ColumnType.Bits) {
      return TypeKind.BIT;
    } else if (type instanceof ColumnType.Bytes bytes) {
      return bytes(bytes.fixed(), bytes.length());
    } else if (type instanceof ColumnType.Labels labels) {
      return labels.several() ? TypeKind.SET : TypeKind.ENUM;
    } else if (type instanceof ColumnType.Geometry geometry) {
      return TypeKind.valueOf(geometry.shape().name());
    } else if (type instanceof ColumnType.Other) {
      return TypeKind.OTHER;
    }
    return timeOrText(type);
  }

  private static TypeKind timeOrText(ColumnType type) {
    if (type instanceof ColumnType.Day) {
      return TypeKind.DATE;
    } else if (type instanceof ColumnType.Time) {
      return TypeKind.TIME;
    } else if (type instanceof ColumnType.Timestamp timestamp) {
      return timestamp.zoned() ? TypeKind.TIMESTAMP : TypeKind.DATETIME;
    } else if (type instanceof ColumnType.Instant) {
      return TypeKind.TIMESTAMP;
    } else if (type instanceof ColumnType.Year) {
      return TypeKind.YEAR;
    } else if (type instanceof ColumnType.Json) {
      return TypeKind.JSON;
    } else if (type instanceof ColumnType.Text text) {
      return text(text.fixed(), text.length());
    } else if (type instanceof ColumnType.Uuid) {
      return TypeKind.CHAR;
    }
    // Intervals and arrays.
    return TypeKind.LONGTEXT;
  }

  private static TypeKind whole(int bits) {
    return switch (bits) {
      case 8 -> TypeKind.TINYINT;
      case 16 -> TypeKind.SMALLINT;
      case 24 -> TypeKind.MEDIUMINT;
      case 32 -> TypeKind.INT;
      default -> TypeKind.BIGINT;
    };
  }

  private static TypeKind text(boolean fixed, OptionalLong length) {
    return length.isEmpty() ? TypeKind.LONGTEXT : fixed ? TypeKind.CHAR : TypeKind.VARCHAR;
  }

  private static TypeKind bytes(boolean fixed, OptionalLong length) {
    return length.isEmpty() ? TypeKind.LONGBLOB : fixed ? TypeKind.BINARY : TypeKind.VARBINARY;
  }
}
