package io.openoms.core.apply.net;

import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.RowKey;
import org.jspecify.annotations.Nullable;

/** The net change of one table, change by change. One thread. */
abstract class TableNet {

  private final ApplyTable table;

  TableNet(ApplyTable table) {
    this.table = table;
  }

  static TableNet of(ApplyTable table, Convergence convergence) {
    return table.isKeyless() ? new KeylessNet(table) : new KeyedNet(table, convergence);
  }

  final ApplyTable table() {
    return table;
  }

  /**
   * Adds a change.
   *
   * @param source the table at the source that it was made in
   */
  abstract void add(ApplyTable source, RowChange change);

  abstract TableChangeSet result();

  static boolean isWhole(@Nullable RowImage row) {
    return row == null || row.isWhole();
  }

  final MigrationException error(EngineError code, String what, RowImage row) {
    return new MigrationException(
        code,
        ErrorContext.of(table.source()),
        what + ": " + RowKey.of(table.columns(), table.key(), row));
  }
}
