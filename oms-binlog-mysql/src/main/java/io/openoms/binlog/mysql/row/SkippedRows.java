package io.openoms.binlog.mysql.row;

import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.binlog.mysql.value.LoggedType;
import io.openoms.binlog.mysql.value.ValueDecoder;
import io.openoms.binlog.mysql.value.ValueDecoders;
import io.openoms.spi.data.CapturedTable;
import java.util.BitSet;

/**
 * Counts rows that nobody needs, by the types that the log gives its columns: the table may have
 * been defined otherwise at that place. Stateless.
 */
final class SkippedRows {

  private static final int[] NONE = {};

  private SkippedRows() {}

  /** How many changes an event holds; 1 where they cannot be counted, as a figure stops nothing. */
  static long count(int type, TableMap map, CapturedTable table, Cursor in) {
    BitSet json = new BitSet();
    ValueDecoder[] steps = new ValueDecoder[map.columns().size()];
    try {
      for (int i = 0; i < steps.length; i++) {
        LoggedType logged = map.columns().get(i);
        json.set(i, logged.code() == LoggedType.JSON);
        steps[i] = ValueDecoders.skipping(logged);
      }
      RowDecoder decoder = new RowDecoder(table, steps, NONE, NONE, json);
      return RowsEvent.of(type, decoder, in, true).count();
    } catch (RuntimeException e) {
      return 1;
    }
  }
}
