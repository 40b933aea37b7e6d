package io.openoms.oceanbase.capture;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A column of a key, as triggers log it: an expression whose bytes tell any two values apart and do
 * not depend on the session, and the literal that finds the value again. Immutable.
 */
record KeyColumn(ColumnDefinition column) {

  /**
   * The hexadecimal text of a value.
   *
   * @param row the row with its point, such as {@code NEW.}; empty in a query
   */
  String hex(String row) {
    String name = row + Identifiers.quote(column.name());
    return "HEX(" + text(name) + ")";
  }

  private String text(String name) {
    TypeKind kind = column.type().kind();
    return switch (kind) {
      case ENUM, SET, BIT -> "CAST(CAST(" + name + " AS UNSIGNED) AS CHAR)";
      case FLOAT, DOUBLE -> "CAST(" + name + " * 1e0 AS CHAR)";
      // As a text it would depend on the time zone of whoever writes.
      case TIMESTAMP -> "CAST(" + seconds("UNIX_TIMESTAMP(" + name + ")") + " AS CHAR)";
      // Spaces behind a CHAR are there when it is written, and not when it is read.
      case CHAR -> "TRIM(TRAILING ' ' FROM " + name + ")";
      default ->
          switch (kind.form()) {
            case NUMBER -> "CAST(" + (isFilled() ? name + " + 0" : name) + " AS CHAR)";
            case FLOATING, TEMPORAL -> "CAST(" + name + " AS CHAR)";
            case TEXT, BYTES -> name;
          };
    };
  }

  /** Whole seconds have a fraction in a query, and none in a trigger (seekdb 1.4.0, seen). */
  private String seconds(String time) {
    return hasFraction() ? "CAST(" + time + " AS DECIMAL(20, 6))" : time;
  }

  private boolean hasFraction() {
    return column.type().kind() == TypeKind.TIMESTAMP && column.type().scale() > 0;
  }

  /** Its name, and how it is logged, where that was otherwise in earlier versions. */
  String named() {
    boolean isOther = hasFraction() || column.type().kind() == TypeKind.CHAR;
    return column.name() + (isOther ? " 2" : "");
  }

  /** ZEROFILL: a query shows its numbers with zeros, and a trigger without (seekdb 1.4.0, seen). */
  private boolean isFilled() {
    return column.type().nativeText().toLowerCase(Locale.ROOT).contains("zerofill");
  }

  /** The column as it is compared. */
  String compared() {
    return Identifiers.quote(column.name());
  }

  /** The literal of a value that {@link #hex} gave. */
  String literal(byte[] value) {
    TypeKind kind = column.type().kind();
    if (kind == TypeKind.BIT) {
      return ascii(value);
    }
    if (kind == TypeKind.TIMESTAMP) {
      String seconds = ascii(value);
      return seconds.matches("[0.]+") ? "'0000-00-00 00:00:00'" : "FROM_UNIXTIME(" + seconds + ")";
    }
    return switch (kind.form()) {
      case NUMBER -> ascii(value);
      case FLOATING -> Literals.floating(ascii(value));
      case TEMPORAL -> Literals.text(ascii(value));
      case TEXT ->
          "_" + column.type().characterSet().orElse("utf8mb4") + " " + Literals.bytes(value);
      case BYTES -> Literals.bytes(value);
    };
  }

  private static String ascii(byte[] value) {
    return new String(value, StandardCharsets.US_ASCII);
  }
}
