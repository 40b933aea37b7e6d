package io.openoms.postgresql.fingerprint;

import io.openoms.postgresql.sql.Quoted;
import io.openoms.postgresql.type.TypeMapping;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.type.ColumnType;
import java.util.List;

/**
 * In SQL: the bytes in which a value travels, as {@code ValueConversions} makes them of the printed
 * text. A value that no target can hold gives another text than any that travels, so that its row
 * is read and refused by name. Stateless.
 */
final class TravelText {

  private static final String LAST_MOMENT = "'9999-12-31 23:59:59.999999'";

  private TravelText() {}

  /** A number, a day or a time as an SQL text. */
  static String plain(ColumnDefinition column) {
    String name = Quoted.name(column.name());
    ColumnType type = column.type().neutral();
    if (type instanceof ColumnType.Truth) {
      return "CASE WHEN " + name + " THEN '1' ELSE '0' END";
    } else if (type instanceof ColumnType.Labels labels) {
      return number(name, labels.labels());
    } else if (TypeMapping.isSpan(column.type())) {
      return span(name, Math.max(0, column.type().scale()));
    } else if (type instanceof ColumnType.Time time) {
      return padded(name + "::text", 8, time.digits());
    } else if (type instanceof ColumnType.Timestamp moment) {
      return moment(name, moment.zoned(), moment.digits());
    } else if (type instanceof ColumnType.Instant instant) {
      return moment(name, true, instant.digits());
    }
    return switch (column.type().nativeText()) {
      case "money" -> name + "::numeric::text";
      case "numeric" -> unlimited(name);
      default -> name + "::text";
    };
  }

  private static String unlimited(String name) {
    return ("CASE WHEN pg_catalog.abs(%1$s) < 1e35 AND pg_catalog.min_scale(%1$s) <= 30"
            + " THEN pg_catalog.round(%1$s, 30)::text ELSE %1$s::text || '!' END")
        .formatted(name);
  }

  private static String number(String name, List<String> labels) {
    StringBuilder sql = new StringBuilder("CASE " + name + "::text");
    for (int i = 0; i < labels.size(); i++) {
      sql.append(" WHEN ")
          .append(Quoted.text(labels.get(i)))
          .append(" THEN '")
          .append(i + 1)
          .append('\'');
    }
    return sql + " ELSE " + name + "::text END";
  }

  /** Whether a number is neither NaN nor infinite. */
  static String isFinite(ColumnDefinition column) {
    return Quoted.name(column.name()) + " NOT IN ('NaN', 'Infinity', '-Infinity')";
  }

  /** Months and days are printed in words. */
  private static String span(String name, int digits) {
    String text = name + "::text";
    return ("CASE WHEN %2$s ~ '^[-0-9:.]+$' AND %1$s BETWEEN '-838:59:59' AND '838:59:59' THEN "
            + (digits == 0
                ? "%2$s"
                : "pg_catalog.rpad(%2$s || CASE WHEN pg_catalog.strpos(%2$s, '.') = 0 THEN '.'"
                    + " ELSE '' END,"
                    + " pg_catalog.length(pg_catalog.split_part(%2$s, '.', 1)) + %3$d, '0')")
            + " ELSE %2$s || '!' END")
        .formatted(name, text, digits + 1);
  }

  private static String moment(String name, boolean isZoned, int digits) {
    String inUtc = isZoned ? "(" + name + " AT TIME ZONE 'UTC')" : name;
    return "CASE WHEN "
        + inUtc
        + " BETWEEN '0001-01-01' AND "
        + LAST_MOMENT
        + " THEN "
        + padded(inUtc + "::text", 19, digits)
        + " ELSE "
        + name
        + "::text || '!' END";
  }

  /** The server leaves out zeros at the end of a fraction. */
  private static String padded(String text, int whole, int digits) {
    return digits == 0
        ? text
        : ("pg_catalog.rpad(CASE WHEN pg_catalog.length(%1$s) = %2$d THEN %1$s || '.'"
                + " ELSE %1$s END, %3$d, '0')")
            .formatted(text, whole, whole + 1 + digits);
  }

  /** A text or bytes as an SQL value of bytes. */
  static String bytes(ColumnDefinition column) {
    String name = Quoted.name(column.name());
    ColumnType type = column.type().neutral();
    if (type instanceof ColumnType.Bytes) {
      return name;
    }
    if (type instanceof ColumnType.Bits bits) {
      int width = (bits.length() + 7) / 8;
      return "pg_catalog.substr(pg_catalog.int8send(" + name + "::bigint), " + (9 - width) + ")";
    }
    return "pg_catalog.convert_to(" + printed(column, name) + ", 'UTF8')";
  }

  /** A cast is not always what is printed: it gives each address its mask. */
  private static String printed(ColumnDefinition column, String name) {
    boolean isUnlimited = TypeMapping.declared(column.type()).equals("numeric");
    if (isUnlimited && TypeMapping.isNumberText(column.type())) {
      return "pg_catalog.trim_scale(" + name + ")::text";
    }
    boolean isText =
        column.type().nativeText().startsWith("character") // Its cast takes the blanks away.
            || List.of("text", "bpchar", "json", "jsonb", "uuid", "name")
                .contains(column.type().nativeText());
    return isText ? name + "::text" : "pg_catalog.format('%s', " + name + ")";
  }

  /** A floating-point number as the hexadecimal digits of its double, the lowest byte first. */
  static String bits(ColumnDefinition column) {
    String bytes = "pg_catalog.float8send(" + Quoted.name(column.name()) + "::float8)";
    StringBuilder sql = new StringBuilder();
    for (int at = 8; at >= 1; at--) {
      sql.append(at == 8 ? "" : " || ")
          .append("pg_catalog.substr(")
          .append(bytes)
          .append(", ")
          .append(at)
          .append(", 1)");
    }
    return "pg_catalog.upper(pg_catalog.encode(" + sql + ", 'hex'))";
  }
}
