package io.openoms.binlog.mysql.row;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.binlog.mysql.value.LoggedType;
import io.openoms.binlog.mysql.value.ValueDecoder;
import io.openoms.binlog.mysql.value.ValueDecoders;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ColumnDefinition;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables that the log has mapped to numbers for the transaction at hand. One thread. */
public final class MappedTables {

  /** A number that some servers give rows which belong to no table. */
  private static final long NO_TABLE = 0xff_ffff;

  /** The flag of rows that a session changed with foreign_key_checks=0. */
  private static final int NO_FOREIGN_KEY_CHECKS = 2;

  private static final int MOST_KEPT = 10_000;

  /** Set in the flags of a statement's last rows. */
  private static final int STATEMENT_ENDS = 1;

  private final CapturedTables captured;
  private final ValueDecoders decoders;
  private final Map<Long, Optional<RowDecoder>> byId = new HashMap<>();

  /** Whether the statement at hand has rows that did not come yet. */
  private boolean rowsMustFollow;

  /** Which table each number meant in this file. */
  private final Map<Long, String> names = new HashMap<>();

  /** The same map comes before each statement: its decoder is made once for each definition. */
  private final Map<Made, RowDecoder> made = new HashMap<>();

  private record Made(TableMap map, long version) {}

  /** Tells captured tables from others. */
  public MappedTables(CapturedTables captured, ValueDecoders decoders) {
    this.captured = captured;
    this.decoders = decoders;
  }

  /** Takes a map's event within a transaction. */
  public void map(Cursor in, int idBytes, String transaction) {
    TableMap map = TableMap.read(in, idBytes);
    Optional<CapturedTable> table = captured.find(map.database(), map.table(), transaction);
    requireSameName(map);
    rowsMustFollow = true;
    byId.put(map.id(), table.map(found -> decoder(map, found)));
  }

  /** Whether changes of any wanted table count in a transaction. */
  public boolean countAny(String transaction) {
    return captured.countAny(transaction);
  }

  /** Within a file a number belongs to one table; a renamed one gets another. */
  private void requireSameName(TableMap map) {
    if (names.size() > MOST_KEPT) {
      names.clear();
    }
    String name = map.database() + "." + map.table();
    String before = names.putIfAbsent(map.id(), name);
    if (before != null && !before.equals(name)) {
      throw new MalformedEventException(
          "table " + map.id() + " is mapped to " + name + " and to " + before + " before");
    }
  }

  /** The server, which numbers its tables, may have begun anew. */
  public void beginFile() {
    names.clear();
  }

  /**
   * A transaction has ended, and all maps are forgotten.
   *
   * @throws MalformedEventException when rows of its last statement must still follow
   */
  public void endTransaction() {
    if (rowsMustFollow) {
      throw new MalformedEventException("a transaction ends before the rows of a statement");
    }
    clear();
  }

  /** Forgets all maps, and a statement whose rows were to follow. */
  public void clear() {
    byId.clear();
    rowsMustFollow = false;
  }

  private RowDecoder decoder(TableMap map, CapturedTable table) {
    Made key = new Made(map, table.version());
    RowDecoder known = made.get(key);
    if (known == null) {
      if (made.size() > MOST_KEPT) {
        made.clear();
      }
      known = make(map, table);
      made.put(key, known);
    }
    return known;
  }

  private RowDecoder make(TableMap map, CapturedTable table) {
    List<Optional<ColumnDefinition>> columns = LoggedColumns.match(map, table.definition());
    BitSet json = new BitSet();
    ValueDecoder[] all = new ValueDecoder[columns.size()];
    for (int i = 0; i < all.length; i++) {
      LoggedType logged = map.columns().get(i);
      json.set(i, logged.code() == LoggedType.JSON);
      all[i] =
          columns
              .get(i)
              .map(column -> decoder(logged, column, table))
              .orElseGet(() -> ValueDecoders.skipping(logged));
    }
    return new RowDecoder(
        table,
        all,
        places(table, table.columns(), columns),
        places(table, table.computed(), columns),
        json);
  }

  private static int[] places(
      CapturedTable table, List<ColumnDefinition> wanted, List<Optional<ColumnDefinition>> logged) {
    int[] places = new int[wanted.size()];
    for (int i = 0; i < places.length; i++) {
      ColumnDefinition column = wanted.get(i);
      places[i] = logged.indexOf(Optional.of(column));
      if (places[i] < 0) {
        throw new MigrationException(
            BinlogError.TABLE_CHANGED,
            ErrorContext.of(table.definition().name()),
            "the log has no column " + column.name() + " in rows of this table");
      }
    }
    return places;
  }

  private ValueDecoder decoder(LoggedType logged, ColumnDefinition column, CapturedTable table) {
    return table.columns().contains(column) || table.computed().contains(column)
        ? decoders
            .of(logged, column)
            .orElseThrow(() -> LoggedColumns.changed(table.definition(), column))
        : ValueDecoders.skipping(logged, column);
  }

  /** The rows of an event; empty when they are of a table that is not captured. */
  public Optional<RowsEvent> rows(int type, Cursor in, int idBytes) {
    long id = in.number(idBytes);
    int flags = in.u2();
    boolean foreignKeys = (flags & NO_FOREIGN_KEY_CHECKS) == 0;
    rowsMustFollow = (flags & STATEMENT_ENDS) == 0;
    if (RowsKind.hasExtra(type)) {
      // The length counts itself.
      in.skip(in.u2() - 2L);
    }
    if (id == NO_TABLE) {
      requireNoRows(in);
      return Optional.empty();
    }
    Optional<RowDecoder> decoder = byId.get(id);
    if (decoder == null) {
      throw new MalformedEventException("rows refer to table " + id + ", which was not mapped");
    }
    return decoder.map(found -> RowsEvent.of(type, found, in, foreignKeys));
  }

  /** Only a statement's end is told so, by an event without columns and rows. */
  private void requireNoRows(Cursor in) {
    if (rowsMustFollow || in.packed() != 0 || in.left() > 0) {
      throw new MalformedEventException("rows belong to no table");
    }
  }
}
