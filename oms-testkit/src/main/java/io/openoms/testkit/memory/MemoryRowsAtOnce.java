package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Rows without a transaction: what a call has written is there at once and stays, also when the
 * call fails in the middle. One thread.
 */
final class MemoryRowsAtOnce implements SinkTransaction {

  private final MemorySession session;

  MemoryRowsAtOnce(MemorySession session) {
    this.session = session;
  }

  /** Makes one call in a transaction of its own, which is committed whatever comes of the call. */
  <T> T atOnce(Function<MemoryTransaction, T> call) {
    MemoryTransaction transaction = session.begin();
    try {
      return call.apply(transaction);
    } finally {
      transaction.commit();
      session.end(transaction);
    }
  }

  private <T> T rows(Function<SinkTransaction, T> call) {
    return atOnce(transaction -> call.apply(new MemorySinkTransaction(session, transaction)));
  }

  private void write(Consumer<SinkTransaction> call) {
    rows(
        rows -> {
          call.accept(rows);
          return true;
        });
  }

  @Override
  public void insert(ObjectName table, RowBatch batch) {
    write(rows -> rows.insert(table, batch));
  }

  @Override
  public List<Integer> insertAbsent(ObjectName table, List<ColumnDefinition> key, RowBatch batch) {
    return rows(rows -> rows.insertAbsent(table, key, batch));
  }

  @Override
  public int delete(ObjectName table, int limit) {
    return rows(rows -> rows.delete(table, limit));
  }

  @Override
  public ChangeWriter changes() {
    return new MemoryChangesAtOnce(session, this);
  }

  /** All rows are durable already. */
  @Override
  public void commit() {
    session.server();
  }

  @Override
  public void close() {}
}
