package io.openoms.binlog.mysql.reader;

import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.TableDefinition;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a log leaves out: the transactions of one project of this library. Each of them changes a
 * row of that project's writers before any other row. Thread-safe.
 *
 * @param project the project's name
 * @param writers the bookkeeping table of all projects' writers, whose rows begin with the
 *     project's name; blocks on the server
 */
public record OwnWrites(String project, Supplier<TableDefinition> writers) {

  /** The table, of which the project's name is read. */
  CapturedTable table() {
    TableDefinition table = writers.get();
    ColumnDefinition name = table.columns().get(0);
    return new CapturedTable(0, table, Optional.empty(), List.of(name));
  }
}
