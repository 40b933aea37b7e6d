package io.openoms.core.conflict;

import io.openoms.ObjectName;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import java.util.List;
import java.util.Optional;

/** Inserts a row that may meet another one. Stateless. */
public final class SingleRow {

  private SingleRow() {}

  /**
   * Inserts it. Blocks.
   *
   * @param key the columns of the copy key, all of them among those of the row
   * @param row a batch of that row alone
   * @return the key of the row that keeps it out, as a source would give it; empty when it is in
   * @throws RowRefusedException when the sink refuses it for another reason
   */
  public static Optional<RowImage> insert(
      SinkTransaction transaction, ObjectName table, List<ColumnDefinition> key, RowBatch row) {
    try {
      transaction.insert(table, row);
      return Optional.empty();
    } catch (RowRefusedException e) {
      if (!e.isPresent()) {
        throw e;
      }
      return Optional.of(transaction.changes().inTheWay(table, key, row, 0).orElseThrow(() -> e));
    }
  }
}
