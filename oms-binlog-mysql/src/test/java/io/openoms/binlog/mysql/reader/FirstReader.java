package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.event.Event;
import io.openoms.binlog.mysql.event.EventType;
import io.openoms.binlog.mysql.row.CapturedTables;
import io.openoms.binlog.mysql.row.MappedTables;
import io.openoms.binlog.mysql.row.RowsEvent;
import io.openoms.binlog.mysql.value.CharacterSets;
import io.openoms.binlog.mysql.value.ValueDecoders;
import io.openoms.spi.ChangeEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes the rows of recorded events by our own decoders, event by event. One thread. */
final class FirstReader {

  private static final int ID_BYTES = 6;
  private static final int ALL = Integer.MAX_VALUE;

  private final boolean checksums;
  private final MappedTables tables;

  FirstReader(LogFixture fixture) {
    RecordedLog log = fixture.log();
    this.checksums = log.hasChecksums();
    this.tables =
        new MappedTables(
            new CapturedTables(log.tables(), false, log.traits().domains()),
            new ValueDecoders(new CharacterSets(fixture.characters())));
  }

  /** The changes of an event. */
  List<ChangeEvent.Changes> read(RecordedEvent event) throws IOException {
    List<ChangeEvent.Changes> changes = new ArrayList<>();
    add(RecordedLog.feed(event, checksums).next(), changes);
    return changes;
  }

  private void add(Event event, List<ChangeEvent.Changes> changes) {
    if (event.type() == EventType.ROTATE) {
      tables.beginFile();
    } else if (event.type() == EventType.TABLE_MAP) {
      tables.map(event.body(), ID_BYTES, "");
    } else if (RowsEvent.isRows(event.type())) {
      Optional<RowsEvent> rows = tables.rows(event.type(), event.body(), ID_BYTES);
      while (rows.isPresent() && rows.get().hasNext()) {
        changes.add(rows.get().event(ALL));
      }
    }
  }
}
