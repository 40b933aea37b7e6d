package io.openoms.core.apply;

import com.google.common.primitives.Ints;
import io.openoms.ObjectName;
import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.conflict.KeyConflicts;
import io.openoms.core.conflict.Origin;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowImage;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows of converging tables that met others in one transaction, and were taken from the source:
 * from then on their tables' rows may be later than the log again. One thread.
 */
final class SettledRows {

  private final SinkTransaction transaction;
  private final CurrentRows source;
  private final Set<ObjectName> tables = new HashSet<>();

  SettledRows(SinkTransaction transaction, CurrentRows source) {
    this.transaction = transaction;
    this.source = source;
  }

  /** Makes rows what they are at the source now; told by rows that carry their keys. Blocks. */
  void settle(ApplyTable table, RowImage... rows) {
    int[] key = Ints.toArray(table.key());
    settle(table, Arrays.stream(rows).map(row -> row.only(key)).distinct().toList());
  }

  /** The same of one row, told by its key's values alone. Blocks. */
  void settleKey(ApplyTable table, RowImage key) {
    settle(table, List.of(key));
  }

  private void settle(ApplyTable table, List<RowImage> keys) {
    if (!source.mayBeSettled()) {
      throw new MigrationException(
          EngineError.KEYS_COLLIDE,
          ErrorContext.of(table.source()),
          "a row meets another one in a key of the sink, and as not all operations are followed,"
              + " nothing says which of them is to stay");
    }
    List<ApplyTable> sharing = source.sharing(table);
    new KeyConflicts(transaction, table.target(), sharing.stream().map(this::origin).toList())
        .settle(keys);
    sharing.forEach(of -> tables.add(of.source()));
  }

  /** The tables at the source of which rows were taken so. */
  Set<ObjectName> tables() {
    return tables;
  }

  private Origin origin(ApplyTable table) {
    List<ColumnDefinition> key = table.key().stream().map(table.columns()::get).toList();
    return new Origin(table.source(), table.columns(), key, keys -> source.find(table, keys));
  }
}
