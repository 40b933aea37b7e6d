package io.openoms.jdbc.mysql.snapshot;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.dialect.mysql.Literals;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.KeyTuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * SQL over a table's key: its order, and the conditions that cut a range out of it. The server
 * alone compares, under the columns' own collations.
 */
final class KeyOrder {

  private final List<ColumnDefinition> key;

  KeyOrder(List<ColumnDefinition> key) {
    this.key = key;
  }

  /** The key's columns, comparable, for a select list or an ORDER BY. */
  String columns() {
    return key.stream().map(KeyOrder::comparable).collect(Collectors.joining(", "));
  }

  /** The condition that a range sets; empty when it sets none. */
  Optional<String> condition(ChunkRange range) {
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
      String column = comparable(key.get(i));
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

  /** ENUM, SET and BIT sort by number, while a bare comparison would take them as texts. */
  private static String comparable(ColumnDefinition column) {
    String name = Identifiers.quote(column.name());
    return switch (column.type().kind()) {
      case ENUM, SET, BIT -> "(" + name + " + 0)";
      case FLOAT -> "(" + name + " * 1e0)";
      default -> name;
    };
  }

  private static String literal(ColumnDefinition column, byte[] value) {
    return switch (column.type().kind()) {
      case ENUM, SET, BIT, FLOAT, DOUBLE -> new String(value, StandardCharsets.US_ASCII);
      default ->
          switch (column.type().kind().form()) {
            case NUMBER, FLOATING -> new String(value, StandardCharsets.US_ASCII);
            case TEMPORAL, TEXT -> Literals.text(new String(value, StandardCharsets.UTF_8));
            case BYTES -> Literals.bytes(value);
          };
    };
  }
}
