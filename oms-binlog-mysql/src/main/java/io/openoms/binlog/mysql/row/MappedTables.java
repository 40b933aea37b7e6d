package io.openoms.binlog.mysql.row;

import io.openoms.ObjectName;
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
import org.jspecify.annotations.Nullable;

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

  /** By the number that the file gives them: the same map comes before each statement. */
  private final Map<Long, MappedTable> known = new HashMap<>();

  private final Map<ObjectName, Long> skipped = new HashMap<>();

  /** Counts transactions, so that the maps of one do not hold in the next. */
  private long transactions;

  /** Whether the statement at hand has rows that did not come yet. */
  private boolean rowsMustFollow;

  /** A table's decoder is made once for each definition. */
  private final Map<Made, RowDecoder> made = new HashMap<>();

  private record Made(TableMap map, long version) {}

  /** Tells captured tables from others. */
  public MappedTables(CapturedTables captured, ValueDecoders decoders) {
    this.captured = captured;
    this.decoders = decoders;
  }

  /** Takes a map's event within a transaction. */
  public void map(Cursor in, int idBytes, String transaction) {
    long id = new Cursor(in.data(), in.at(), in.end()).number(idBytes);
    MappedTable before = known.get(id);
    MappedTable mapped = before != null && before.isOf(in) ? before : read(in, idBytes, before);
    known.put(id, mapped);
    rowsMustFollow = true;
    mapped.begin(transactions, transaction, captured, this::decoder);
  }

  private static MappedTable read(Cursor in, int idBytes, @Nullable MappedTable before) {
    MappedTable mapped = new MappedTable(in, idBytes);
    requireSameName(mapped.map(), before);
    return mapped;
  }

  /** Whether changes of any wanted table count in a transaction. */
  public boolean countAny(String transaction) {
    return captured.countAny(transaction);
  }

  /** Within a file a number belongs to one table; a renamed one gets another. */
  private static void requireSameName(TableMap map, @Nullable MappedTable before) {
    if (before != null && !before.map().isOfTheSameTable(map)) {
      throw new MalformedEventException(
          "table "
              + map.id()
              + " is mapped to "
              + map.name()
              + " and to "
              + before.map().name()
              + " before");
    }
  }

  /** The server, which numbers its tables, may have begun anew. */
  public void beginFile() {
    known.clear();
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
    transactions++;
    rowsMustFollow = false;
    if (known.size() > MOST_KEPT) {
      known.clear();
    }
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
    MappedTable table = known.get(id);
    if (table == null || !table.holdsIn(transactions)) {
      throw new MalformedEventException("rows refer to table " + id + ", which was not mapped");
    }
    if (table.decoder().isEmpty()) {
      skip(type, table.map(), in);
    }
    return table.decoder().map(decoder -> RowsEvent.of(type, decoder, in, foreignKeys));
  }

  /** Counts rows that are before the place from which their table is captured. */
  private void skip(int type, TableMap map, Cursor in) {
    captured
        .first(map.database(), map.table())
        .ifPresent(
            table ->
                skipped.merge(
                    table.definition().name(), SkippedRows.count(type, map, table, in), Long::sum));
  }

  /** The rows that were skipped since the last call, by their table's name. */
  public Map<ObjectName, Long> takeSkipped() {
    if (skipped.isEmpty()) {
      return Map.of();
    }
    Map<ObjectName, Long> counted = Map.copyOf(skipped);
    skipped.clear();
    return counted;
  }

  /** Only a statement's end is told so, by an event without columns and rows. */
  private void requireNoRows(Cursor in) {
    if (rowsMustFollow || in.packed() != 0 || in.left() > 0) {
      throw new MalformedEventException("rows belong to no table");
    }
  }
}
