package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.state.StateTransaction;
import java.util.ArrayList;
import java.util.List;

/** Rows and bookkeeping in one transaction. One thread. */
final class MemorySinkTransaction implements SinkTransaction {

  private final MemorySession session;
  private final MemoryTransaction transaction;

  MemorySinkTransaction(MemorySession session, MemoryTransaction transaction) {
    this.session = session;
    this.transaction = transaction;
  }

  @Override
  public void insert(ObjectName table, RowBatch rows) {
    MemoryBatch batch = new MemoryBatch(transaction.write().table(table), rows);
    for (int row = 0; row < rows.rows(); row++) {
      if (transaction.insert(table, batch.whole(row)) != null) {
        throw new RowRefusedException(
            MemoryError.MEMORY_ROW_REFUSED, row, true, "a row of that key is there", null);
      }
    }
  }

  @Override
  public List<Integer> insertAbsent(ObjectName table, List<ColumnDefinition> key, RowBatch rows) {
    MemoryBatch batch = new MemoryBatch(transaction.write().table(table), rows);
    List<Integer> left = new ArrayList<>();
    for (int row = 0; row < rows.rows(); row++) {
      if (transaction.insert(table, batch.whole(row)) != null) {
        left.add(row);
      }
    }
    return left;
  }

  @Override
  public int delete(ObjectName table, int limit) {
    List<RowImage> rows = List.copyOf(transaction.write().table(table).rows());
    List<RowImage> some = rows.subList(0, Math.min(limit, rows.size()));
    some.forEach(row -> transaction.delete(table, row));
    return some.size();
  }

  @Override
  public ChangeWriter changes() {
    return new MemoryChangeWriter(session, transaction);
  }

  @Override
  public StateTransaction state() {
    return new MemoryStateTransaction(session, transaction);
  }

  @Override
  public void commit() {
    transaction.commit();
  }

  @Override
  public void close() {
    session.end(transaction);
  }
}
