package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.SinkCapability;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.WriteResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Changes of rows without a transaction. One thread. */
record MemoryChangesAtOnce(MemorySession session, MemoryRowsAtOnce rows) implements ChangeWriter {

  private <T> T atOnce(Function<ChangeWriter, T> call) {
    return rows.atOnce(transaction -> call.apply(new MemoryChangeWriter(session, transaction)));
  }

  @Override
  public Optional<WriteResult> upsert(
      ObjectName table, List<ColumnDefinition> key, RowBatch batch) {
    return atOnce(writer -> writer.upsert(table, key, batch));
  }

  @Override
  public long updateExisting(ObjectName table, List<ColumnDefinition> key, RowBatch batch) {
    return atOnce(writer -> writer.updateExisting(table, key, batch));
  }

  @Override
  public Optional<RowImage> inTheWay(
      ObjectName table, List<ColumnDefinition> key, RowBatch batch, int row) {
    return atOnce(writer -> writer.inTheWay(table, key, batch, row));
  }

  @Override
  public long delete(ObjectName table, RowBatch keys) {
    return atOnce(writer -> writer.delete(table, keys));
  }

  @Override
  public long update(ObjectName table, RowBatch keys, RowBatch values) {
    return atOnce(writer -> writer.update(table, keys, values));
  }

  @Override
  public List<RowImage> find(ObjectName table, RowBatch keys, List<ColumnDefinition> wanted) {
    return atOnce(writer -> writer.find(table, keys, wanted));
  }

  @Override
  public int deleteEqual(ObjectName table, RowBatch batch, int row, int limit) {
    return atOnce(writer -> writer.deleteEqual(table, batch, row, limit));
  }

  @Override
  public void savepoint() {
    session.require(SinkCapability.SAVEPOINT);
  }

  @Override
  public void rollbackToSavepoint() {
    session.require(SinkCapability.SAVEPOINT);
  }
}
