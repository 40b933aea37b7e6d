package io.openoms.core.crossing;

import io.openoms.ObjectName;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.RowKey;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A row that stands at a direction's sink otherwise than its source's log says. Immutable.
 *
 * @param source the table at the direction's source
 * @param target the table at its sink
 * @param columns the key's columns
 * @param key the row's key, in the one form in which keys are compared
 */
public record RowConflict(
    ObjectName source, ObjectName target, List<ColumnDefinition> columns, RowImage key) {

  public RowConflict {
    columns = List.copyOf(columns);
  }

  /** The row as people are told of it. */
  String row() {
    return RowKey.of(columns, IntStream.range(0, columns.size()).boxed().toList(), key);
  }
}
