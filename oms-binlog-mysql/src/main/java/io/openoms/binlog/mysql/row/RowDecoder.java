package io.openoms.binlog.mysql.row;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.binlog.mysql.value.UnheldTextException;
import io.openoms.binlog.mysql.value.ValueDecoder;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.mysql.connection.JdbcError;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.RowImage;

/** Reads rows of one table, as it is mapped at the moment. One thread. */
final class RowDecoder {

  private static final int NULL = -1;
  private static final int ABSENT = -2;

  private final CapturedTable table;

  /** One for each column of the log. */
  private final ValueDecoder[] decoders;

  /** For each wanted column, its number in the log. */
  private final int[] wanted;

  private final int[] places;
  private final RowImage.Builder builder;

  RowDecoder(CapturedTable table, ValueDecoder[] decoders, int[] wanted) {
    this.table = table;
    this.decoders = decoders;
    this.wanted = wanted;
    this.places = new int[decoders.length];
    this.builder = new RowImage.Builder(wanted.length);
  }

  CapturedTable table() {
    return table;
  }

  int columns() {
    return decoders.length;
  }

  /**
   * Reads a row.
   *
   * @param present which columns it has
   */
  RowImage read(Cursor in, Bits present) {
    findValues(in, present);
    int end = in.at();
    RowImage row = build(in);
    in.seek(end);
    return row;
  }

  private void findValues(Cursor in, Bits present) {
    Bits nulls = Bits.read(in, present.count());
    int number = 0;
    for (int i = 0; i < decoders.length; i++) {
      if (!present.get(i)) {
        places[i] = ABSENT;
      } else if (nulls.get(number++)) {
        places[i] = NULL;
      } else {
        places[i] = in.at();
        decoders[i].skip(in);
      }
    }
  }

  private RowImage build(Cursor in) {
    for (int i = 0; i < wanted.length; i++) {
      int place = places[wanted[i]];
      if (place == ABSENT) {
        builder.addAbsent();
      } else if (place == NULL) {
        builder.addNull();
      } else {
        in.seek(place);
        value(in, i);
      }
    }
    return builder.build();
  }

  private void value(Cursor in, int column) {
    try {
      decoders[wanted[column]].decode(in, builder);
    } catch (UnheldTextException e) {
      throw new MigrationException(
          JdbcError.VALUE_REFUSED,
          ErrorContext.of(table.definition().name()),
          "column " + name(column) + ": " + e.getMessage(),
          e);
    } catch (MalformedEventException e) {
      throw new MalformedEventException("column " + name(column) + ": " + e.getMessage());
    }
  }

  private String name(int column) {
    return table.columns().get(column).name();
  }
}
