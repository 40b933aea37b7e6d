package io.openoms.postgresql.type;

import io.openoms.postgresql.sql.PostgreSqlDialect;
import io.openoms.spi.data.DataType;
import io.openoms.spi.type.ColumnType;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The neutral type of each PostgreSQL type. A type that has no neutral one travels as the text that
 * the server prints; only shapes of PostGIS are refused, as their text is no shape to anybody else.
 * {@code format_type}'s text stays with the type: {@link ValueConversions} tells by it how values
 * are read. Stateless.
 */
public final class TypeMapping {

  /** Digits of a decimal number that the MySQL family holds, and how many behind the point. */
  static final int MOST_DIGITS = 65;

  static final int MOST_DECIMALS = 30;

  private static final int MOST_BITS = 64;
  private static final int HEADER = 4;
  private static final Set<String> SHAPES = Set.of("geometry", "geography", "raster");

  private TypeMapping() {}

  /** The type that a definition carries. */
  public static DataType of(NativeType type) {
    return DataType.of(neutral(type), PostgreSqlDialect.ID, type.text());
  }

  private static ColumnType neutral(NativeType type) {
    if (type.isArray()) {
      return new ColumnType.Array(ColumnType.text());
    }
    if (type.kind() == 'e') {
      return labels(type);
    }
    if (SHAPES.contains(type.name()) && !type.schema().equals("pg_catalog")) {
      return new ColumnType.Other(type.text());
    }
    return type.schema().equals("pg_catalog") ? own(type) : ColumnType.text();
  }

  private static ColumnType own(NativeType type) {
    return switch (type.name()) {
      case "bool" -> new ColumnType.Truth();
      case "int2" -> new ColumnType.Whole(16, true);
      case "int4" -> new ColumnType.Whole(32, true);
      case "int8" -> new ColumnType.Whole(64, true);
      case "oid", "xid", "cid" -> new ColumnType.Whole(32, false);
      case "xid8" -> new ColumnType.Whole(64, false);
      case "numeric" -> number(type);
      case "money" -> ColumnType.decimal(19, 2);
      case "float4" -> new ColumnType.Floating(32, true);
      case "float8" -> new ColumnType.Floating(64, true);
      case "date" -> new ColumnType.Day();
      case "time" -> new ColumnType.Time(digits(type));
      case "timestamp" -> new ColumnType.Timestamp(digits(type), false);
      case "timestamptz" -> new ColumnType.Timestamp(digits(type), true);
      case "bytea" -> ColumnType.bytes();
      case "jsonb" -> new ColumnType.Json();
      case "uuid" -> new ColumnType.Uuid();
      default -> text(type);
    };
  }

  /** Lengths are those of the longest text that the server prints. */
  private static ColumnType text(NativeType type) {
    return switch (type.name()) {
      case "bpchar" ->
          type.modifier() < 0
              ? ColumnType.text()
              : new ColumnType.Text(true, OptionalLong.of(type.modifier() - HEADER));
      case "varchar" ->
          type.modifier() < 0 ? ColumnType.text() : ColumnType.text(type.modifier() - HEADER);
      case "bit" ->
          type.modifier() <= MOST_BITS
              ? new ColumnType.Bits(Math.max(1, type.modifier()))
              : ColumnType.text(type.modifier());
      case "varbit" -> type.modifier() < 0 ? ColumnType.text() : ColumnType.text(type.modifier());
      case "name" -> ColumnType.text(64);
      case "char" -> ColumnType.text(4);
      case "timetz" -> ColumnType.text(24);
      case "interval" -> ColumnType.text(100);
      case "inet", "cidr" -> ColumnType.text(50);
      case "macaddr" -> ColumnType.text(17);
      case "macaddr8" -> ColumnType.text(23);
      default -> ColumnType.text();
    };
  }

  /**
   * A number without limits gets the most that the target holds, and each value is looked at. One
   * with more digits travels as a text.
   */
  private static ColumnType number(NativeType type) {
    if (type.modifier() < 0) {
      return ColumnType.decimal(MOST_DIGITS, MOST_DECIMALS);
    }
    int precision = (type.modifier() - HEADER) >> 16 & 0xffff;
    int scale = ((type.modifier() - HEADER & 0x7ff) ^ 0x400) - 0x400;
    int digits = Math.max(precision - Math.min(0, scale), scale);
    return digits <= MOST_DIGITS && scale <= MOST_DECIMALS
        ? new ColumnType.Decimal(OptionalInt.of(precision), scale, true)
        : ColumnType.text();
  }

  private static int digits(NativeType type) {
    return type.modifier() < 0 ? 6 : type.modifier();
  }

  /**
   * Labels by their numbers. The target takes blanks from the end of a label, and may hold two
   * labels equal that differ in case alone: then the labels travel as texts.
   */
  private static ColumnType labels(NativeType type) {
    long apart =
        type.labels().stream().map(label -> label.toLowerCase(Locale.ROOT)).distinct().count();
    boolean fits =
        !type.labels().isEmpty()
            && apart == type.labels().size()
            && type.labels().stream().noneMatch(label -> label.isEmpty() || label.endsWith(" "));
    return fits ? new ColumnType.Labels(false, type.labels()) : ColumnType.text(63);
  }
}
