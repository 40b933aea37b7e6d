package io.openoms.postgresql.snapshot;

import io.openoms.postgresql.sql.Quoted;
import io.openoms.postgresql.type.SqlLiteral;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.type.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * SQL over a table's key: its order, and the conditions that cut a range out of it or find rows.
 * The server alone compares, under the columns' own collations, so that the key's index serves.
 * Immutable.
 */
public final class KeyOrder {

  private final List<ColumnDefinition> key;

  /** The order of those columns; none when there is no key. */
  public KeyOrder(List<ColumnDefinition> key) {
    this.key = List.copyOf(key);
  }

  /** The key's columns for an ORDER BY. */
  public String columns() {
    return key.stream().map(KeyOrder::compared).collect(Collectors.joining(", "));
  }

  /** The same, from the last row to the first. */
  String columnsBackwards() {
    return key.stream().map(column -> compared(column) + " DESC").collect(Collectors.joining(", "));
  }

  /** The condition that a range sets; empty when it sets none. */
  public Optional<String> condition(ChunkRange range) {
    List<String> conditions = new ArrayList<>();
    range.after().ifPresent(bound -> conditions.add(beyond(">", bound)));
    range.upTo().ifPresent(bound -> conditions.add(beyond("<=", bound)));
    return conditions.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", conditions));
  }

  /** The condition that finds rows by the values of the key's columns. */
  public static String anyOf(RowBatch keys) {
    KeyOrder order = new KeyOrder(keys.columns());
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < keys.rows(); row++) {
      List<byte[]> values = new ArrayList<>();
      for (int column = 0; column < keys.columns().size(); column++) {
        int offset = keys.offset(row, column);
        values.add(Arrays.copyOfRange(keys.data(), offset, offset + keys.length(row, column)));
      }
      rows.add(order.literals(values));
    }
    return order.row() + " IN (" + String.join(", ", rows) + ")";
  }

  private String beyond(String operator, KeyTuple bound) {
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < bound.size(); i++) {
      values.add(bound.value(i));
    }
    return row() + " " + operator + " " + literals(values);
  }

  private String row() {
    return "(" + columns() + ")";
  }

  private String literals(List<byte[]> values) {
    List<String> literals = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      literals.add(SqlLiteral.of(key.get(i).type(), values.get(i)));
    }
    return "(" + String.join(", ", literals) + ")";
  }

  /**
   * A column as it is compared. The search path is empty, so the operators of an extension's type
   * are not found, and those of another type would take their place: such a column is compared by
   * its text.
   */
  private static String compared(ColumnDefinition column) {
    String name = Quoted.name(column.name());
    boolean isForeign =
        column.type().nativeText().indexOf('.') >= 0
            && !(column.type().neutral() instanceof ColumnType.Labels);
    return isForeign ? name + "::text COLLATE \"C\"" : name;
  }
}
