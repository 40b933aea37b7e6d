package io.openoms.hbase.snapshot;

import io.openoms.spi.data.CellTable;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import java.util.List;
import org.apache.hadoop.hbase.Cell;

/** Adds cells to batches, as rows of some of a table's columns. Immutable. */
final class CellColumns {

  private final List<ColumnDefinition> columns;

  /** Rows of those columns, in their order. */
  CellColumns(List<ColumnDefinition> columns) {
    this.columns = columns;
  }

  List<ColumnDefinition> columns() {
    return columns;
  }

  void add(Cell cell, RowBatch.Builder batch) {
    for (ColumnDefinition column : columns) {
      switch (column.name()) {
        case CellTable.ROW ->
            batch.add(cell.getRowArray(), cell.getRowOffset(), cell.getRowLength());
        case CellTable.QUALIFIER ->
            batch.add(
                cell.getQualifierArray(), cell.getQualifierOffset(), cell.getQualifierLength());
        case CellTable.TIME -> batch.add(CellKey.time(cell.getTimestamp()));
        case CellTable.VALUE ->
            batch.add(cell.getValueArray(), cell.getValueOffset(), cell.getValueLength());
        default -> throw new IllegalArgumentException("cells have no column " + column.name());
      }
    }
  }
}
