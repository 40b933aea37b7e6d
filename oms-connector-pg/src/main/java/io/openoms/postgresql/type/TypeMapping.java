package io.openoms.postgresql.type;

import io.openoms.postgresql.mapping.IntervalMapping;
import io.openoms.postgresql.mapping.TimestamptzMapping;
import io.openoms.postgresql.mapping.TypeOptions;
import io.openoms.postgresql.sql.PostgreSqlDialect;
import io.openoms.spi.data.DataType;
import io.openoms.spi.type.ColumnType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The neutral type of each PostgreSQL type. A type that has no neutral one travels as the text that
 * the server prints; only shapes of PostGIS are refused, as their text is no shape to anybody else.
 * {@code format_type}'s text stays with the type: {@link ValueConversions} tells by it how values
 * are read. A mapping that was chosen stands behind it, as in {@code interval as time}, so that a
 * table that was made by another choice has another shape. Stateless.
 */
public final class TypeMapping {

  /** Digits of a decimal number that the MySQL family holds, and how many behind the point. */
  static final int MOST_DIGITS = 65;

  static final int MOST_DECIMALS = 30;

  private static final int MOST_BITS = 64;
  private static final int HEADER = 4;

  /** {@code -1.7976931348623157e+308}. */
  private static final int LONGEST_FLOATING = 24;

  /** {@code -Infinity}. */
  private static final int LONGEST_NAME = 9;

  private static final Set<String> SHAPES = Set.of("geometry", "geography", "raster");

  private static final String AS_TEXT = " as text";
  private static final String AS_TIME = " as time";
  private static final String AS_TIMESTAMP = " as timestamp";
  private static final List<String> CHOICES = List.of(AS_TEXT, AS_TIME, AS_TIMESTAMP);
  private static final int NO_PRECISION = 0xffff;

  private TypeMapping() {}

  /** The type that a definition carries, where nothing is chosen. */
  public static DataType of(NativeType type) {
    return of(type, TypeOptions.DEFAULT);
  }

  /** The type that a definition carries. */
  public static DataType of(NativeType type, TypeOptions options) {
    boolean isOwn = type.schema().equals("pg_catalog") && !type.isArray();
    return (isOwn ? chosen(type, options) : Optional.<DataType>empty())
        .orElseGet(() -> DataType.of(neutral(type), PostgreSqlDialect.ID, type.text()));
  }

  /** A type as {@code format_type} writes it, without the mapping that was chosen. */
  public static String declared(DataType type) {
    String text = type.nativeText();
    // A type of a user whose name ends so is quoted.
    return CHOICES.stream()
        .filter(text::endsWith)
        .map(choice -> text.substring(0, text.length() - choice.length()))
        .findFirst()
        .orElse(text);
  }

  /** Whether it is a number that travels as a text because that was chosen. */
  public static boolean isNumberText(DataType type) {
    return type.neutral() instanceof ColumnType.Text && type.nativeText().endsWith(AS_TEXT);
  }

  /** Whether it is a span of time that travels as a time because that was chosen. */
  public static boolean isSpan(DataType type) {
    return type.neutral() instanceof ColumnType.Time && type.nativeText().endsWith(AS_TIME);
  }

  private static Optional<DataType> chosen(NativeType type, TypeOptions options) {
    return switch (type.name()) {
      case "interval" ->
          options.interval() == IntervalMapping.TIME
              ? chosen(type, new ColumnType.Time(digitsOfSpan(type)), AS_TIME)
              : Optional.empty();
      case "timestamptz" ->
          options.timestamptz() == TimestamptzMapping.TIMESTAMP
              ? chosen(type, new ColumnType.Instant(digits(type)), AS_TIMESTAMP)
              : Optional.empty();
      case "numeric", "float4", "float8" ->
          options.areNumbersTexts() ? chosen(type, numberText(type), AS_TEXT) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<DataType> chosen(NativeType type, ColumnType neutral, String as) {
    return Optional.of(DataType.of(neutral, PostgreSqlDialect.ID, type.text() + as));
  }

  /** Fields, such as DAY TO SECOND, stand in the modifier's upper half. */
  private static int digitsOfSpan(NativeType type) {
    int precision = type.modifier() & NO_PRECISION;
    return type.modifier() < 0 || precision == NO_PRECISION ? 6 : precision;
  }

  /** Digits, a sign, a point and a zero before it. */
  private static ColumnType numberText(NativeType type) {
    if (!type.name().equals("numeric")) {
      return ColumnType.text(LONGEST_FLOATING);
    }
    return type.modifier() < 0
        ? ColumnType.text()
        : ColumnType.text(Math.max(LONGEST_NAME, digitsOf(type) + 3));
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
    return digitsOf(type) <= MOST_DIGITS && scale(type) <= MOST_DECIMALS
        ? new ColumnType.Decimal(OptionalInt.of(precision(type)), scale(type), true)
        : ColumnType.text();
  }

  private static int precision(NativeType type) {
    return (type.modifier() - HEADER) >> 16 & 0xffff;
  }

  private static int scale(NativeType type) {
    return ((type.modifier() - HEADER & 0x7ff) ^ 0x400) - 0x400;
  }

  /** On both sides of the point. */
  private static int digitsOf(NativeType type) {
    return Math.max(precision(type) - Math.min(0, scale(type)), scale(type));
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
