package io.openoms.hbase.log.reader;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.catalog.FamilyName;
import io.openoms.hbase.error.PeerError;
import io.openoms.hbase.log.wire.WalEntry;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.CellTable;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowChange.Extent;
import io.openoms.spi.data.RowImage;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * Makes changes of rows of cells. A put is a row. Of the four kinds of deletes one removes a row,
 * and three remove several:
 *
 * <ul>
 *   <li>Delete: one version of a column: the row (K, Q, T)
 *   <li>DeleteColumn: the versions of a column up to a time: K, Q, and from T on
 *   <li>DeleteFamily: all columns up to a time: K, and from T on
 *   <li>DeleteFamilyVersion: all columns at a time: K and T
 * </ul>
 *
 * One thread.
 */
final class CellChanges {

  private static final byte[] META_FAMILY = Bytes.toBytes("METAFAMILY");
  private static final byte[] BULK_LOAD = Bytes.toBytes("HBASE::BULK_LOAD");
  private static final Set<String> COLUMN =
      Set.of(CellTable.ROW, CellTable.QUALIFIER, CellTable.TIME);
  private static final Set<String> FAMILY = Set.of(CellTable.ROW, CellTable.TIME);

  private final Map<FamilyName, CapturedTable> tables = new HashMap<>();

  /** The families' names of each table by their bytes, so that none is made anew for each cell. */
  private final Map<TableName, Map<String, FamilyName>> names = new HashMap<>();

  CellChanges(ChangeRequest request) {
    for (CapturedTable table : request.tables()) {
      FamilyName.of(table.definition().name()).ifPresent(name -> tables.put(name, table));
    }
  }

  /** The table that a cell of an entry belongs to; empty when it is not captured. */
  Optional<CapturedTable> table(WalEntry entry, Cell cell) {
    if (Bytes.equals(
        cell.getFamilyArray(),
        cell.getFamilyOffset(),
        cell.getFamilyLength(),
        META_FAMILY,
        0,
        META_FAMILY.length)) {
      throw marker(entry, cell);
    }
    String family =
        new String(
            cell.getFamilyArray(),
            cell.getFamilyOffset(),
            cell.getFamilyLength(),
            StandardCharsets.UTF_8);
    FamilyName name =
        names
            .computeIfAbsent(entry.table(), table -> new HashMap<>())
            .computeIfAbsent(family, text -> new FamilyName(entry.table(), text));
    return Optional.ofNullable(tables.get(name));
  }

  private static MigrationException marker(WalEntry entry, Cell cell) {
    boolean isLoad =
        Bytes.equals(
            cell.getQualifierArray(),
            cell.getQualifierOffset(),
            cell.getQualifierLength(),
            BULK_LOAD,
            0,
            BULK_LOAD.length);
    return isLoad
        ? new MigrationException(
            PeerError.BULK_LOADED, ErrorContext.none(), entry + ": files were loaded into it")
        : unknown(entry, "a marker of another kind");
  }

  private static MigrationException unknown(WalEntry entry, String what) {
    return new MigrationException(
        PeerError.WAL_ENTRY_UNKNOWN, ErrorContext.none(), entry + " has " + what);
  }

  /** What a cell changes. */
  RowChange change(WalEntry entry, Cell cell, CapturedTable table) {
    List<ColumnDefinition> columns = table.columns();
    return switch (cell.getType()) {
      case Put -> new RowChange(null, image(cell, columns, Set.copyOf(CellTable.COLUMNS)));
      case Delete -> new RowChange(image(cell, columns, COLUMN), null);
      case DeleteColumn -> new RowChange(image(cell, columns, COLUMN), null, Extent.ONWARD);
      case DeleteFamily -> new RowChange(image(cell, columns, FAMILY), null, Extent.ONWARD);
      case DeleteFamilyVersion -> new RowChange(image(cell, columns, FAMILY), null, Extent.ALIKE);
      default -> throw unknown(entry, "a cell of the kind " + cell.getType());
    };
  }

  private static RowImage image(Cell cell, List<ColumnDefinition> columns, Set<String> carried) {
    RowImage.Builder row = new RowImage.Builder(columns.size());
    for (ColumnDefinition column : columns) {
      if (carried.contains(column.name())) {
        add(cell, column.name(), row);
      } else {
        row.addAbsent();
      }
    }
    return row.build();
  }

  private static void add(Cell cell, String column, RowImage.Builder row) {
    switch (column) {
      case CellTable.ROW -> row.add(cell.getRowArray(), cell.getRowOffset(), cell.getRowLength());
      case CellTable.QUALIFIER ->
          row.add(cell.getQualifierArray(), cell.getQualifierOffset(), cell.getQualifierLength());
      case CellTable.TIME ->
          row.add(Long.toString(-cell.getTimestamp()).getBytes(StandardCharsets.US_ASCII));
      case CellTable.VALUE ->
          row.add(cell.getValueArray(), cell.getValueOffset(), cell.getValueLength());
      default -> throw new IllegalArgumentException("cells have no column " + column);
    }
  }
}
