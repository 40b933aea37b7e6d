package io.openoms.hbase.sink;

import io.openoms.ObjectName;
import io.openoms.hbase.connection.Cluster;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import java.util.List;

/**
 * Changes that are durable when {@link #commit} returns. Some may be before, and stay when it is
 * closed without. One thread.
 */
final class CellTransaction implements SinkTransaction {

  private static final String ONLY_BACK = "cells come back as changes; no table is filled here";

  private final CellWrites writes;

  CellTransaction(Cluster cluster) {
    this.writes = new CellWrites(cluster);
  }

  @Override
  public ChangeWriter changes() {
    return writes;
  }

  /** Not called: rows of a sink without transactions may be there, so they are upserted. */
  @Override
  public void insert(ObjectName table, RowBatch rows) {
    throw new UnsupportedOperationException(ONLY_BACK);
  }

  /** Not called: no table is copied to here. */
  @Override
  public List<Integer> insertAbsent(ObjectName table, List<ColumnDefinition> key, RowBatch rows) {
    throw new UnsupportedOperationException(ONLY_BACK);
  }

  /** Not called: no table is copied to here. */
  @Override
  public int delete(ObjectName table, int limit) {
    throw new UnsupportedOperationException(ONLY_BACK);
  }

  @Override
  public void commit() {
    writes.flush();
  }

  @Override
  public void close() {
    // What was not sent is forgotten.
  }
}
