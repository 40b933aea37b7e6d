package io.openoms.binlog.mysql.row;

import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.spi.data.CapturedTable;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A table as the log maps it to a number. The log repeats the map before each statement, so its
 * bytes are kept: an equal event need not be read again. One thread.
 */
final class MappedTable {

  private static final long NEVER = -1;

  private final byte[] bytes;
  private final TableMap map;

  /** The number of the last transaction that has mapped it. */
  private long lastIn = NEVER;

  /** The name of the transaction that the definition was looked up for. */
  private @Nullable String transaction;

  private Optional<CapturedTable> table = Optional.empty();
  private Optional<RowDecoder> decoder = Optional.empty();

  /** Reads a map's event. */
  MappedTable(Cursor in, int idBytes) {
    this.bytes = Arrays.copyOfRange(in.data(), in.at(), in.end());
    this.map = TableMap.read(in, idBytes);
  }

  /** Whether an event has the same bytes. */
  boolean isOf(Cursor in) {
    return Arrays.equals(bytes, 0, bytes.length, in.data(), in.at(), in.end());
  }

  TableMap map() {
    return map;
  }

  /**
   * It is mapped in a transaction.
   *
   * @param number the transaction's number
   * @param name its name in the log, by which the definition is found that holds for it
   * @param decoders makes the decoder of rows by a definition
   */
  void begin(
      long number,
      String name,
      CapturedTables captured,
      BiFunction<TableMap, CapturedTable, RowDecoder> decoders) {
    lastIn = number;
    if (name.equals(transaction)) {
      return;
    }
    transaction = name;
    Optional<CapturedTable> found = captured.find(map.database(), map.table(), name);
    if (!found.equals(table)) {
      table = found;
      decoder = found.map(definition -> decoders.apply(map, definition));
    }
  }

  /** Whether the transaction of that number has mapped it. */
  boolean holdsIn(long number) {
    return lastIn == number;
  }

  /** What decodes its rows; empty when it is not captured. */
  Optional<RowDecoder> decoder() {
    return decoder;
  }
}
