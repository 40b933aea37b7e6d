package io.openoms.oceanbase.capture;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TypeKind;
import java.nio.charset.StandardCharsets;

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
      case TIMESTAMP -> "CAST(UNIX_TIMESTAMP(" + name + ") AS CHAR)";
      default ->
          switch (kind.form()) {
            case NUMBER, FLOATING, TEMPORAL -> "CAST(" + name + " AS CHAR)";
            case TEXT, BYTES -> name;
          };
    };
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
