package io.openoms.testkit.memory;

import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TypeKind;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How a server orders rows by some of their columns, and which it holds equal: numbers by their
 * value, texts as their collation says. Immutable.
 */
final class MemoryOrder implements Comparator<RowImage> {

  private final List<ColumnDefinition> all;
  private final int[] columns;

  /**
   * An order.
   *
   * @param all the columns of a row
   * @param columns the numbers of those that count
   */
  MemoryOrder(List<ColumnDefinition> all, int[] columns) {
    this.all = all;
    this.columns = columns.clone();
  }

  @Override
  public int compare(RowImage one, RowImage other) {
    for (int column : columns) {
      int order = compare(column, bytes(one, column), bytes(other, column));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Orders a row and a key. */
  int compare(RowImage row, KeyTuple key) {
    for (int i = 0; i < columns.length; i++) {
      int order = compare(columns[i], bytes(row, columns[i]), key.value(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  KeyTuple key(RowImage row) {
    return KeyTuple.of(IntStream.of(columns).mapToObj(column -> bytes(row, column)).toList());
  }

  static byte[] bytes(RowImage row, int column) {
    int from = row.offset(column);
    return Arrays.copyOfRange(row.data(), from, from + row.length(column));
  }

  private int compare(int column, byte[] one, byte[] other) {
    ColumnDefinition definition = all.get(column);
    String first = new String(one, StandardCharsets.UTF_8);
    String second = new String(other, StandardCharsets.UTF_8);
    if (definition.type().kind() == TypeKind.BIGINT) {
      return new BigInteger(first).compareTo(new BigInteger(second));
    }
    boolean folds = definition.type().collation().filter(MemoryTables.NO_CASE::equals).isPresent();
    return folds
        ? first.toLowerCase(Locale.ROOT).compareTo(second.toLowerCase(Locale.ROOT))
        : first.compareTo(second);
  }
}
