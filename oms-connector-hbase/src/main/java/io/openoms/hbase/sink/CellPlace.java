package io.openoms.hbase.sink;

import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * Where a version of a cell stands within its family. Immutable; its bytes must not be changed.
 *
 * @param row the row's key
 * @param qualifier the qualifier
 * @param time the time stamp, not negated
 */
record CellPlace(Bytes row, Bytes qualifier, long time) {

  CellPlace(byte[] row, byte[] qualifier, long time) {
    this(new Bytes(row), new Bytes(qualifier), time);
  }

  /** Asks for this version alone. */
  Get get(byte[] family) {
    return new Get(row.get())
        .addColumn(family, qualifier.get())
        .setTimestamp(time)
        .setCacheBlocks(false);
  }
}
