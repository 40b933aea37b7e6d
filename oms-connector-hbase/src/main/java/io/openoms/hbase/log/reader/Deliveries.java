package io.openoms.hbase.log.reader;

import io.openoms.ObjectName;
import io.openoms.hbase.log.position.RegionOrder;
import io.openoms.hbase.log.position.RegionPlace;
import io.openoms.hbase.log.wire.WalEntry;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.RowChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.hbase.Cell;

/**
 * Cuts entries into deliveries. A delivery is small, so that the spool never holds a part of one:
 * what comes again may come in another company. Small entries share one, and a large one is told in
 * several. One thread.
 */
final class Deliveries {

  private static final int CHANGES = 400;
  private static final int BYTES = 128 << 10;

  private final CellChanges changes;
  private final RegionOrder order;
  private final List<Delivery> done = new ArrayList<>();
  private final Map<ObjectName, List<RowChange>> open = new LinkedHashMap<>();
  private final Map<ObjectName, Long> versions = new HashMap<>();
  private final Map<String, RegionPlace> places = new HashMap<>();
  private long number;
  private int count;
  private long bytes;
  private long writtenAt;

  /**
   * Begins behind a position.
   *
   * @param number the number of the last delivery
   */
  Deliveries(CellChanges changes, RegionOrder order, long number) {
    this.changes = changes;
    this.order = order;
    this.number = number;
  }

  /** The number of the last delivery that was made. */
  long number() {
    return number;
  }

  /**
   * Whether entries are of families that are captured. A port may have been another project's
   * before, and its peer may still deliver there: an answer would have the source forget it.
   */
  boolean areOwn(List<WalEntry> entries) {
    return entries.stream()
        .allMatch(
            entry ->
                entry.cells().stream().allMatch(cell -> changes.table(entry, cell).isPresent()));
  }

  /** Makes deliveries of what is new in those entries. */
  List<Delivery> of(List<WalEntry> entries) {
    entries.forEach(this::add);
    end();
    List<Delivery> made = List.copyOf(done);
    done.clear();
    return made;
  }

  private void add(WalEntry entry) {
    int known = order.known(entry.region(), entry.sequence(), entry.cells().size(), entry);
    if (known >= entry.cells().size()) {
      return;
    }
    writtenAt = Math.max(writtenAt, entry.writtenAt());
    for (int i = known; i < entry.cells().size(); i++) {
      add(entry, entry.cells().get(i));
      boolean isLast = i == entry.cells().size() - 1;
      if (isLast || isFull()) {
        readTo(entry, isLast ? RegionPlace.ALL : i + 1);
      }
    }
  }

  private void add(WalEntry entry, Cell cell) {
    CapturedTable table = changes.table(entry, cell).orElseThrow();
    RowChange change = changes.change(entry, cell, table);
    ObjectName name = table.definition().name();
    open.computeIfAbsent(name, of -> new ArrayList<>()).add(change);
    versions.put(name, table.version());
    count++;
    bytes += change.weight();
  }

  private boolean isFull() {
    return count >= CHANGES || bytes >= BYTES;
  }

  private void readTo(WalEntry entry, int cells) {
    RegionPlace place = new RegionPlace(entry.sequence(), cells);
    order.read(entry.region(), place);
    places.put(entry.region(), place);
    if (isFull()) {
      end();
    }
  }

  private void end() {
    if (places.isEmpty()) {
      return;
    }
    number++;
    String id = Long.toString(number);
    List<ChangeEvent> events = new ArrayList<>();
    events.add(new ChangeEvent.Begun(id));
    open.forEach(
        (table, rows) ->
            events.add(new ChangeEvent.Changes(table, versions.getOrDefault(table, 0L), rows)));
    events.add(new ChangeEvent.Committed(id, Instant.ofEpochMilli(writtenAt)));
    done.add(new Delivery(number, events, places));
    open.clear();
    places.clear();
    count = 0;
    bytes = 0;
  }
}
