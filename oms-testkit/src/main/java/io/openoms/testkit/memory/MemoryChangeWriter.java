package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.SinkCapability;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.data.WriteResult;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes rows within a transaction. One thread. */
record MemoryChangeWriter(MemorySession session, MemoryTransaction transaction)
    implements ChangeWriter {

  @Override
  public Optional<WriteResult> upsert(ObjectName table, List<ColumnDefinition> key, RowBatch rows) {
    WriteResult written = write(table, key, rows);
    return session.capabilities().contains(SinkCapability.WRITE_COUNTS)
        ? Optional.of(written)
        : Optional.empty();
  }

  @Override
  public long updateExisting(ObjectName table, List<ColumnDefinition> key, RowBatch rows) {
    session.require(SinkCapability.SAVEPOINT);
    return write(table, key, rows).updated();
  }

  private WriteResult write(ObjectName table, List<ColumnDefinition> key, RowBatch rows) {
    long inserted = 0;
    long updated = 0;
    for (int row = 0; row < rows.rows(); row++) {
      MemoryBatch batch = batch(table, rows);
      RowImage before = sameKey(table, key, batch.whole(row));
      if (before == null) {
        requireRoom(transaction.insert(table, batch.whole(row)), row);
        inserted++;
      } else {
        RowImage after = batch.over(before, row);
        requireRoom(transaction.update(table, before, after), row);
        updated += before.equals(after) ? 0 : 1;
      }
    }
    return new WriteResult(inserted, updated, rows.rows() - inserted - updated);
  }

  /** The row with the very same key, byte for byte. */
  private @Nullable RowImage sameKey(ObjectName name, List<ColumnDefinition> key, RowImage row) {
    MemoryTable table = transaction.write().table(name);
    int[] columns = table.numbers(key);
    RowImage wanted = row.only(columns);
    return table.rows().stream()
        .filter(there -> there.only(columns).equals(wanted))
        .findFirst()
        .orElse(null);
  }

  @Override
  public Optional<RowImage> inTheWay(
      ObjectName name, List<ColumnDefinition> key, RowBatch rows, int row) {
    MemoryTable table = transaction.write().table(name);
    RowImage wanted = batch(name, rows).whole(row);
    @Nullable RowImage same = sameKey(name, key, wanted);
    MemoryTable others = table.copy();
    others.rows().removeIf(there -> Objects.equals(there, same));
    return others.inTheWayOf(wanted).map(other -> other.only(table.numbers(key)));
  }

  @Override
  public long delete(ObjectName table, RowBatch keys) {
    List<RowImage> found = keys(table, keys).rows();
    found.forEach(row -> transaction.delete(table, row));
    return found.size();
  }

  @Override
  public long update(ObjectName table, RowBatch keys, RowBatch values) {
    long found = 0;
    for (int key = 0; key < keys.rows(); key++) {
      for (RowImage before : keys(table, keys).rows(key)) {
        RowImage after = batch(table, values).over(before, key);
        requireRoom(transaction.update(table, before, after), key);
        found++;
      }
    }
    return found;
  }

  private static void requireRoom(@Nullable RowImage inTheWay, int row) {
    if (inTheWay != null) {
      throw new RowRefusedException(
          MemoryError.MEMORY_ROW_REFUSED, row, true, "another row has that key", null);
    }
  }

  @Override
  public List<RowImage> find(ObjectName table, RowBatch keys, List<ColumnDefinition> wanted) {
    int[] numbers = transaction.write().table(table).numbers(wanted);
    return keys(table, keys).rows().stream().map(row -> row.only(numbers)).distinct().toList();
  }

  /** One transaction writes at a time, so no row is changed by another one. */
  @Override
  public List<RowImage> lock(TableRead read, RowBatch keys) {
    session.require(SinkCapability.LOCKED_READ);
    return find(read.table().name(), keys, read.columns());
  }

  @Override
  public int deleteEqual(ObjectName table, RowBatch rows, int row, int limit) {
    session.require(SinkCapability.DELETE_EQUAL);
    RowImage wanted = batch(table, rows).whole(row);
    List<RowImage> equal =
        transaction.write().table(table).rows().stream()
            .filter(wanted::equals)
            .limit(limit)
            .toList();
    equal.forEach(one -> transaction.delete(table, one));
    return equal.size();
  }

  private MemoryBatch batch(ObjectName table, RowBatch rows) {
    return new MemoryBatch(transaction.write().table(table), rows);
  }

  private MemoryKeys keys(ObjectName table, RowBatch keys) {
    return new MemoryKeys(transaction.write().table(table), keys, true);
  }

  @Override
  public void savepoint() {
    session.require(SinkCapability.SAVEPOINT);
    transaction.savepoint();
  }

  @Override
  public void rollbackToSavepoint() {
    session.require(SinkCapability.SAVEPOINT);
    transaction.rollbackToSavepoint();
  }
}
