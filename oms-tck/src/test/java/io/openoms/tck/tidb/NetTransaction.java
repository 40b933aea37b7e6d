package io.openoms.tck.tidb;

import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.testkit.changefeed.FeedDelivery;
import io.openoms.testkit.changefeed.OpenMessage;
import io.openoms.testkit.changefeed.OpenMessage.Place;
import io.openoms.testkit.changefeed.OpenRows;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What one transaction made of each key, as TiKV stores it and a changefeed tells it: one change
 * for each key, however often the transaction changed the row. One thread.
 */
final class NetTransaction {

  private final ZoneId zone;
  private final Map<Key, Row> rows = new LinkedHashMap<>();

  private record Key(String table, RowImage key) {}

  /** A row before and after. */
  private static final class Row {
    private final CapturedTable table;
    private final RowImage before;
    private RowImage after;

    Row(CapturedTable table, RowImage before) {
      this.table = table;
      this.before = before;
    }
  }

  NetTransaction(ZoneId zone) {
    this.zone = zone;
  }

  void take(CapturedTable table, RowChange change) {
    if (change.before() != null) {
      put(table, change.before(), change.before(), null);
    }
    if (change.after() != null) {
      put(table, change.after(), null, change.after());
    }
  }

  private void put(CapturedTable table, RowImage of, RowImage before, RowImage after) {
    Key key = new Key(table.definition().name().name(), of.only(places(table)));
    rows.computeIfAbsent(key, any -> new Row(table, before)).after = after;
  }

  private static int[] places(CapturedTable table) {
    List<ColumnDefinition> key = table.definition().copyKey();
    return key.stream().mapToInt(table.columns()::indexOf).toArray();
  }

  /** Writes the changes, all with one timestamp. */
  void write(long timestamp, FeedDelivery to) {
    rows.forEach(
        (key, row) -> {
          String database = row.table.definition().name().database();
          Place place = new Place(timestamp, database, key.table(), OptionalLong.empty());
          OpenRows encoder = new OpenRows(row.table.definition(), zone);
          if (row.before != null && row.after != null) {
            to.row(
                key.table().hashCode(),
                OpenMessage.update(place, encoder.of(row.before), encoder.of(row.after)));
          } else if (row.after != null) {
            to.row(key.table().hashCode(), OpenMessage.insert(place, encoder.of(row.after)));
          } else if (row.before != null) {
            to.row(key.table().hashCode(), OpenMessage.delete(place, encoder.of(row.before)));
          }
        });
    rows.clear();
  }
}
