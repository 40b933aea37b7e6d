package io.openoms.jdbc.mysql.snapshot;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * SQL over a table's key: its order, and the conditions that cut a range out of it. The server
 * alone compares, under the columns' own collations. Immutable.
 */
public final class KeyOrder {

  private final List<ColumnDefinition> key;

  /** The order of those columns; none when there is no key. */
  public KeyOrder(List<ColumnDefinition> key) {
    this.key = key;
  }

  /** The key's columns for a select list, as the exact values that {@link #condition} takes. */
  String values() {
    return key.stream().map(KeyOrder::value).collect(Collectors.joining(", "));
  }

  /** The key's columns for an ORDER BY: bare ones, so that the key's index gives the order. */
  String columns() {
    return key.stream()
        .map(column -> Identifiers.quote(column.name()))
        .collect(Collectors.joining(", "));
  }

  /** The same, from the last row to the first. */
  String columnsBackwards() {
    return key.stream()
        .map(column -> Identifiers.quote(column.name()) + " DESC")
        .collect(Collectors.joining(", "));
  }

  /** The condition that a range sets; empty when it sets none. */
  public Optional<String> condition(ChunkRange range) {
    List<String> conditions = new ArrayList<>();
    range.after().ifPresent(bound -> conditions.add(beyond(bound, ">", false)));
    range.upTo().ifPresent(bound -> conditions.add(beyond(bound, "<", true)));
    return conditions.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", conditions));
  }

  /**
   * {@code (a > x OR (a = x AND b > y))}, led by {@code a >= x}: servers of the family build a
   * range scan from the latter, but not from a row comparison.
   */
  private String beyond(KeyTuple bound, String operator, boolean inclusive) {
    String nested = null;
    for (int i = key.size() - 1; i >= 0; i--) {
      String column = Identifiers.quote(key.get(i).name());
      String value = literal(key.get(i), bound.value(i));
      if (nested == null) {
        nested = column + " " + operator + (inclusive ? "= " : " ") + value;
      } else {
        nested =
            "(%1$s %2$s= %3$s AND (%1$s %2$s %3$s OR (%1$s = %3$s AND %4$s)))"
                .formatted(column, operator, value, nested);
      }
    }
    return "(" + nested + ")";
  }

  /**
   * Texts as their stored bytes: Unicode has not a character of its own for each of another
   * character set, and a bound that is not the row's key could lead the walk backwards.
   */
  private static String value(ColumnDefinition column) {
    String name = Identifiers.quote(column.name());
    return switch (column.type().kind()) {
      case BIT -> "CAST(" + name + " AS UNSIGNED)";
      case CHAR, VARCHAR, TINYTEXT, TEXT, MEDIUMTEXT, LONGTEXT -> "CAST(" + name + " AS BINARY)";
      default -> ExactColumn.of(column);
    };
  }

  /** ENUM, SET and BIT are ordered by their number, and compared by it with a number. */
  private static String literal(ColumnDefinition column, byte[] value) {
    if (column.type().kind() == TypeKind.BIT) {
      return new String(value, StandardCharsets.US_ASCII);
    }
    return switch (column.type().kind().form()) {
      case NUMBER -> new String(value, StandardCharsets.US_ASCII);
      case FLOATING -> Literals.floating(new String(value, StandardCharsets.US_ASCII));
      case TEMPORAL -> Literals.text(new String(value, StandardCharsets.US_ASCII));
      case TEXT ->
          "_" + column.type().characterSet().orElse("utf8mb4") + " " + Literals.bytes(value);
      case BYTES -> Literals.bytes(value);
    };
  }
}
