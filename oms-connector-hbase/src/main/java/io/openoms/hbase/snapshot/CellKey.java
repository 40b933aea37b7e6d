package io.openoms.hbase.snapshot;

import io.openoms.spi.data.KeyTuple;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * The key of a cell within its family. Cells are ordered by the bytes of the row, then of the
 * qualifier, then by time, the newest first. Immutable; the arrays that it gives must not be
 * changed.
 */
final class CellKey {

  private final byte[] row;
  private final byte[] qualifier;
  private final long time;

  /**
   * A key of its parts, which must not be changed.
   *
   * @param time the time stamp as the server has it, not negated
   */
  CellKey(byte[] row, byte[] qualifier, long time) {
    this.row = row;
    this.qualifier = qualifier;
    this.time = time;
  }

  static CellKey of(Cell cell) {
    return new CellKey(CellUtil.cloneRow(cell), CellUtil.cloneQualifier(cell), cell.getTimestamp());
  }

  /** Reads {@link #tuple()}'s form. */
  static CellKey of(KeyTuple bound) {
    return new CellKey(
        bound.value(0),
        bound.value(1),
        -Long.parseLong(new String(bound.value(2), StandardCharsets.US_ASCII)));
  }

  byte[] row() {
    return row;
  }

  byte[] qualifier() {
    return qualifier;
  }

  /** The key as the values of K, Q and T. */
  KeyTuple tuple() {
    return KeyTuple.of(List.of(row, qualifier, time(time)));
  }

  /** The value of T of a time stamp. */
  static byte[] time(long time) {
    return Long.toString(-time).getBytes(StandardCharsets.US_ASCII);
  }

  /** Below zero when the cell comes before this key, zero when it is the one. */
  int compare(Cell cell) {
    int rows =
        Bytes.compareTo(
            cell.getRowArray(), cell.getRowOffset(), cell.getRowLength(), row, 0, row.length);
    if (rows != 0) {
      return rows;
    }
    int qualifiers =
        Bytes.compareTo(
            cell.getQualifierArray(),
            cell.getQualifierOffset(),
            cell.getQualifierLength(),
            qualifier,
            0,
            qualifier.length);
    return qualifiers != 0 ? qualifiers : Long.compare(time, cell.getTimestamp());
  }

  boolean isInRowOf(CellKey other) {
    return Bytes.equals(row, other.row);
  }
}
