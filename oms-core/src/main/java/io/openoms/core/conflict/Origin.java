package io.openoms.core.conflict;

import io.openoms.ObjectName;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import java.util.List;
import java.util.function.Function;

/**
 * A table at the source whose rows go to a table at the sink. Immutable.
 *
 * @param table its name
 * @param columns the columns that are read
 * @param key the columns of the copy key, which are among them
 * @param rows reads the rows that are there now under some keys, or under keys that the source
 *     holds equal; blocks
 */
public record Origin(
    ObjectName table,
    List<ColumnDefinition> columns,
    List<ColumnDefinition> key,
    Function<RowBatch, RowReader> rows) {

  public Origin {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }
}
