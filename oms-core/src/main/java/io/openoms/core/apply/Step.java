package io.openoms.core.apply;

import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.commit.Undo;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.data.RowKey;
import java.util.List;
import java.util.Objects;

/**
 * Changes of one kind in one table: many at once where that works, one by one where it does not.
 * One thread.
 *
 * @param <T> what it changes, one for each row
 */
abstract class Step<T> {

  final ChangeWriter writer;
  final ApplyTable table;
  private final SinkTransaction transaction;
  private final Batches batches;
  private final Undo undo;
  private final SettledRows settled;
  private final List<T> all;

  Step(Writing writing, ApplyTable table, List<T> all) {
    this.transaction = writing.transaction();
    this.writer = transaction.changes();
    this.batches = writing.batches();
    this.undo = writing.undo();
    this.settled = writing.settled();
    this.table = table;
    this.all = all;
  }

  /** What is to be done, in order. */
  final List<T> all() {
    return all;
  }

  /** The change of one row, as it is told to people. */
  abstract RowChange change(T one);

  /**
   * Changes many rows.
   *
   * @return whether all went as the log says; if not, the caller undoes it, or, if it {@link
   *     #repeats()}, makes the changes once more, one by one
   */
  abstract boolean many(List<T> some);

  /** Whether the changes end in the same rows when they are made again, all or in part. */
  boolean repeats() {
    return false;
  }

  /**
   * Changes one row.
   *
   * @throws MigrationException ROW_DIVERGED when the row is not what the log says, or the sink's
   *     own error
   */
  abstract void one(T one);

  /** Those rows that are now at the sink as the log tells them, each once. */
  List<RowImage> written(List<T> some) {
    return some.stream().map(one -> change(one).after()).filter(Objects::nonNull).toList();
  }

  /**
   * Compares what the sink has computed for rows that were just written with what the source has
   * stored, but for rows that were taken from the source meanwhile.
   *
   * @throws MigrationException GENERATED_VALUE_DIFFERS for the first one that differs
   */
  final void compare(List<T> some) {
    if (!table.computed().isEmpty() && !settled.tables().contains(table.source())) {
      new ComputedValues(writer, batches, table).compare(written(some));
    }
  }

  /** Rows that one of them brings or removes. */
  int times(T one) {
    return 1;
  }

  /** What this many rows count as. */
  abstract ChangeCounts counts(long rows);

  final RowBatch keys(List<RowImage> rows) {
    return batches.some(table.columns(), table.key(), rows);
  }

  final RowBatch some(List<Integer> columns, List<RowImage> rows) {
    return batches.some(table.columns(), columns, rows);
  }

  final void recycle(RowBatch batch) {
    batches.recycle(batch);
  }

  final long delete(List<RowImage> rows) {
    RowBatch keys = keys(rows);
    long deleted = writer.delete(table.target(), keys);
    batches.recycle(keys);
    return deleted;
  }

  final void insert(List<RowImage> rows) {
    RowBatch batch = batches.rows(table.columns(), rows);
    transaction.insert(table.target(), batch);
    batches.recycle(batch);
  }

  final void upsert(List<RowImage> rows) {
    RowBatch batch = batches.rows(table.columns(), rows);
    writer.upsert(table.target(), keyColumns(), batch);
    batches.recycle(batch);
  }

  final long updateExisting(List<RowImage> rows) {
    RowBatch batch = batches.rows(table.columns(), rows);
    long matched = writer.updateExisting(table.target(), keyColumns(), batch);
    batches.recycle(batch);
    return matched;
  }

  final long update(RowImage key, List<Integer> columns, RowImage values) {
    RowBatch keys = keys(List.of(key));
    RowBatch batch = batches.some(table.columns(), columns, List.of(values));
    long found = writer.update(table.target(), keys, batch);
    batches.recycle(keys);
    batches.recycle(batch);
    return found;
  }

  final int deleteEqual(RowImage row, int limit) {
    RowBatch batch = batches.rows(table.columns(), List.of(row));
    int deleted = writer.deleteEqual(table.target(), batch, 0, limit);
    batches.recycle(batch);
    return deleted;
  }

  final List<ColumnDefinition> keyColumns() {
    return table.key().stream().map(table.columns()::get).toList();
  }

  final void insertOne(RowImage row) {
    try {
      insert(List.of(row));
    } catch (RowRefusedException e) {
      if (e.isPresent()) {
        throw new MigrationException(
            EngineError.ROW_DIVERGED,
            ErrorContext.none(),
            "the log inserts a row whose key, or value of another unique key, is there already ("
                + e.description()
                + "; "
                + inTheWay(row)
                + ")",
            e);
      }
      throw e;
    }
  }

  private String inTheWay(RowImage row) {
    RowBatch batch = batches.rows(table.columns(), List.of(row));
    String other =
        writer
            .inTheWay(table.target(), keyColumns(), batch, 0)
            .map(key -> "in the way is " + RowKey.of(keyColumns(), List.of(), key))
            .orElse("its very key is there");
    batches.recycle(batch);
    return other;
  }

  /**
   * Changes one row of a table that converges, unless the row meets another one. Where the sink
   * cannot undo, a part of the change may remain; the caller settles the row then.
   */
  final boolean isFree(Runnable change) {
    undo.mark();
    try {
      change.run();
      return true;
    } catch (RowRefusedException e) {
      if (!e.isPresent()) {
        throw e;
      }
      undo.back();
      return false;
    }
  }

  final void requireOne(long found) {
    if (found != 1) {
      throw diverged("the log changes a row of which " + found + " are there");
    }
  }

  static MigrationException diverged(String what) {
    return new MigrationException(EngineError.ROW_DIVERGED, ErrorContext.none(), what);
  }
}
