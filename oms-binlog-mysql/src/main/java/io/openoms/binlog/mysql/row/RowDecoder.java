package io.openoms.binlog.mysql.row;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.binlog.mysql.value.JsonPatch;
import io.openoms.binlog.mysql.value.OmittedValue;
import io.openoms.binlog.mysql.value.UnheldTextException;
import io.openoms.binlog.mysql.value.ValueDecoder;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.RowImage;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/** Reads rows of one table, as it is mapped at the moment. One thread. */
final class RowDecoder {

  private static final int NULL = -1;
  private static final int ABSENT = -2;
  private static final int PARTIAL_JSON = 1;
  private static final int LENGTH_BYTES = 4;
  private static final BitSet NONE = new BitSet();

  private final CapturedTable table;

  /** One for each column of the log. */
  private final ValueDecoder[] decoders;

  /** For each wanted column, its number in the log. */
  private final int[] wanted;

  /** For each generated column that is told, its number in the log. */
  private final int[] generated;

  /** Which columns of the log hold JSON in the server's binary form. */
  private final BitSet json;

  /** Whether the log has the wanted columns alone and in their order: then one pass reads a row. */
  private final boolean straight;

  private final JsonPatch patch = new JsonPatch();
  private int[] places;
  private int[] oldPlaces;
  private final RowImage.Builder builder;
  private final RowImage.Builder computed;

  /**
   * For rows of a table.
   *
   * @param decoders one for each column of the log
   * @param wanted for each wanted column, its number in the log
   * @param generated for each generated column that is told, its number in the log
   * @param json which columns of the log hold JSON in the server's binary form
   */
  RowDecoder(
      CapturedTable table, ValueDecoder[] decoders, int[] wanted, int[] generated, BitSet json) {
    this.table = table;
    this.json = json;
    this.oldPlaces = new int[decoders.length];
    this.decoders = decoders;
    this.wanted = wanted;
    this.places = new int[decoders.length];
    this.builder = new RowImage.Builder(wanted.length);
    this.generated = generated;
    this.computed = new RowImage.Builder(generated.length);
    this.straight =
        generated.length == 0
            && Arrays.equals(wanted, IntStream.range(0, decoders.length).toArray());
  }

  CapturedTable table() {
    return table;
  }

  int columns() {
    return decoders.length;
  }

  /**
   * Reads a row before a change.
   *
   * @param present which columns it has
   */
  RowImage readOld(Cursor in, Bits present) {
    return straight ? readStraight(in, present) : readPlaced(in, present);
  }

  private RowImage readStraight(Cursor in, Bits present) {
    Bits nulls = Bits.read(in, present.count());
    int number = 0;
    for (int column = 0; column < decoders.length; column++) {
      if (!present.get(column)) {
        builder.addAbsent();
      } else if (nulls.get(number++)) {
        builder.addNull();
      } else {
        value(in, column, false, builder);
      }
    }
    return builder.build();
  }

  /**
   * Reads a row before a change that {@link #readPartial} may refer to.
   *
   * @param present which columns it has
   */
  RowImage readPlaced(Cursor in, Bits present) {
    findValues(in, present);
    int end = in.at();
    RowImage row = build(in, wanted, builder, NONE);
    in.seek(end);
    return row;
  }

  /** Reads a row after a change, with what the server has computed of it. */
  RowImage readNew(Cursor in, Bits present) {
    RowImage row = readOld(in, present);
    return withComputed(row, in, NONE);
  }

  private RowImage withComputed(RowImage row, Cursor in, BitSet patched) {
    if (generated.length == 0) {
      return row;
    }
    int end = in.at();
    RowImage values = build(in, generated, computed, patched);
    in.seek(end);
    return row.withComputed(values);
  }

  /** Reads an inserted row: what it does not carry has the column's default. */
  RowImage readInserted(Cursor in, Bits present) {
    RowImage row = readOld(in, present);
    return withComputed(row.isWhole() ? row : withDefaults(row), in, NONE);
  }

  private RowImage withDefaults(RowImage row) {
    for (int i = 0; i < wanted.length; i++) {
      if (row.isAbsent(i)) {
        OmittedValue.add(table.definition(), table.columns().get(i), builder);
      } else {
        builder.add(row, i);
      }
    }
    return builder.build();
  }

  /** Reads a row after a change, behind the one before it: JSON may come as what changed in it. */
  RowImage readPartial(Cursor in, Bits present) {
    boolean partial = (in.packed() & PARTIAL_JSON) != 0;
    Bits changed = Bits.read(in, partial ? json.cardinality() : 0);
    int[] old = places;
    places = oldPlaces;
    oldPlaces = old;
    findValues(in, present);
    int end = in.at();
    int number = 0;
    BitSet patched = new BitSet();
    for (int i = json.nextSetBit(0); i >= 0; i = json.nextSetBit(i + 1)) {
      patched.set(i, partial && changed.get(number++));
    }
    RowImage row = build(in, wanted, builder, patched);
    in.seek(end);
    return withComputed(row, in, patched);
  }

  private void patch(Cursor in, int column, RowImage.Builder out) {
    int old = oldPlaces[column];
    if (old < 0) {
      throw new MigrationException(
          BinlogError.ROW_INCOMPLETE,
          ErrorContext.of(table.definition().name()),
          "column "
              + name(column)
              + ": the log holds what changed in a JSON document and not the document before it;"
              + " binlog_row_image must be FULL or binlog_row_value_options empty");
    }
    Cursor before = new Cursor(in.data(), old, in.end());
    patch.apply(before.slice(before.number(LENGTH_BYTES)), in.slice(in.number(LENGTH_BYTES)), out);
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

  private RowImage build(Cursor in, int[] columns, RowImage.Builder out, BitSet patched) {
    for (int column : columns) {
      int place = places[column];
      if (place == ABSENT) {
        out.addAbsent();
      } else if (place == NULL) {
        out.addNull();
      } else {
        in.seek(place);
        value(in, column, patched.get(column), out);
      }
    }
    return out.build();
  }

  private void value(Cursor in, int column, boolean patched, RowImage.Builder out) {
    try {
      if (patched) {
        patch(in, column, out);
      } else {
        decoders[column].decode(in, out);
      }
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
    int own = indexOf(wanted, column);
    return own < wanted.length
        ? table.columns().get(own).name()
        : table.computed().get(indexOf(generated, column)).name();
  }

  private static int indexOf(int[] columns, int column) {
    int at = 0;
    while (at < columns.length && columns[at] != column) {
      at++;
    }
    return at;
  }
}
