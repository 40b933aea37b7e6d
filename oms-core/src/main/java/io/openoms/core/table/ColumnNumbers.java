package io.openoms.core.table;

import io.openoms.spi.data.ColumnDefinition;
import java.util.List;
import java.util.stream.IntStream;

/** Finds columns among others by their names, without regard to case. Stateless. */
public final class ColumnNumbers {

  /** There is no such column. */
  public static final int NONE = -1;

  private ColumnNumbers() {}

  /** The number of a column; {@link #NONE} when it is not among them. */
  public static int find(List<ColumnDefinition> columns, String name) {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).name().equalsIgnoreCase(name))
        .findFirst()
        .orElse(NONE);
  }

  /**
   * The number of a column.
   *
   * @throws IllegalArgumentException when it is not among them
   */
  public static int of(List<ColumnDefinition> columns, String name) {
    int number = find(columns, name);
    if (number == NONE) {
      throw new IllegalArgumentException("no column " + name);
    }
    return number;
  }
}
