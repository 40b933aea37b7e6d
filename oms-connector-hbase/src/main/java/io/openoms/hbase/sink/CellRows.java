package io.openoms.hbase.sink;

import io.openoms.hbase.error.HBaseError;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.data.CellTable;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.hbase.HConstants;

/** Rows of a batch as cells. Immutable. */
final class CellRows {

  /** What a cell needs beside its row, qualifier and value: lengths, family and time stamp. */
  private static final int OVERHEAD = 300;

  private final RowBatch rows;
  private final int[] key;
  private final int value;

  /** Rows that have at least the columns of the key. */
  CellRows(RowBatch rows) {
    this.rows = rows;
    List<String> names = rows.columns().stream().map(ColumnDefinition::name).toList();
    this.key = CellTable.KEY.stream().mapToInt(names::indexOf).toArray();
    this.value = names.indexOf(CellTable.VALUE);
    if (Arrays.stream(key).anyMatch(column -> column < 0)) {
      throw new UnsupportedOperationException("cells are found by K, Q and T, not by " + names);
    }
  }

  int count() {
    return rows.rows();
  }

  /**
   * Where a row stands as a cell.
   *
   * @throws RowRefusedException when no cell can have that key
   */
  CellPlace place(int row) {
    fault(row)
        .ifPresent(
            fault -> {
              throw refused(row, fault);
            });
    return new CellPlace(bytes(row, key[0]), bytes(row, key[1]), -time(row));
  }

  /** The same; empty when no cell can have that key. */
  Optional<CellPlace> placeIfAny(int row) {
    return fault(row).isPresent() ? Optional.empty() : Optional.of(place(row));
  }

  private Optional<String> fault(int row) {
    int length = rows.length(row, key[0]);
    if (length < 1 || length > HConstants.MAX_ROW_LENGTH) {
      return Optional.of(
          "column K: the key of a row has 1 to " + HConstants.MAX_ROW_LENGTH + " bytes");
    }
    long time = time(row);
    if (time > 0) {
      return Optional.of("column T: it is positive, and time stamps are not negative");
    }
    // The greatest time stamp has the server write its own clock instead.
    return time <= -HConstants.LATEST_TIMESTAMP
        ? Optional.of("column T: no cell can have that time stamp")
        : Optional.empty();
  }

  /**
   * A row's value.
   *
   * @param largest how many bytes a cell may have
   * @throws RowRefusedException when there is none, or it is too large
   */
  byte[] value(int row, long largest) {
    if (value < 0 || rows.isNull(row, value)) {
      throw refused(row, "column V: a cell has a value, which may be empty, but not be NULL");
    }
    long size =
        (long) rows.length(row, key[0])
            + rows.length(row, key[1])
            + rows.length(row, value)
            + OVERHEAD;
    if (size > largest) {
      throw refused(
          row, "column V: the cell is larger than hbase.client.keyvalue.maxsize = " + largest);
    }
    return bytes(row, value);
  }

  private long time(int row) {
    return Long.parseLong(new String(bytes(row, key[2]), StandardCharsets.US_ASCII));
  }

  private byte[] bytes(int row, int column) {
    int offset = rows.offset(row, column);
    return Arrays.copyOfRange(rows.data(), offset, offset + rows.length(row, column));
  }

  private static RowRefusedException refused(int row, String fault) {
    return new RowRefusedException(HBaseError.CELL_UNFIT, row, fault, null);
  }
}
