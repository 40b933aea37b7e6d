package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Event;
import io.openoms.binlog.mysql.event.EventFeed;
import io.openoms.binlog.mysql.event.EventType;
import io.openoms.binlog.mysql.link.LogLink;
import io.openoms.binlog.mysql.row.MappedTables;
import io.openoms.binlog.mysql.row.RowsEvent;
import io.openoms.spi.LogEvent;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a two-phase transaction, read again from where it was prepared. One thread, except
 * {@link #close()}.
 */
final class PreparedRows implements AutoCloseable {

  private final LogLink link;
  private final EventFeed feed;
  private final MappedTables tables;

  /** The transaction that commits them. */
  private final String id;

  private @Nullable RowsEvent rows;

  PreparedRows(LogLink link, EventFeed feed, MappedTables tables, String id) {
    this.link = link;
    this.feed = feed;
    this.tables = tables;
    this.id = id;
  }

  /** The next changes, up to about that many bytes; empty behind the last. Blocks. */
  Optional<LogEvent> next(int bytes) throws IOException {
    while (rows == null || !rows.hasNext()) {
      Event event = feed.next();
      int tableIdBytes = feed.format().tableIdBytes();
      switch (event.type()) {
        case EventType.XA_PREPARE -> {
          return Optional.empty();
        }
        case EventType.XID -> throw new MalformedEventException("no XA transaction stands there");
        case EventType.TABLE_MAP -> tables.map(event.body(), tableIdBytes, id);
        default -> {
          if (RowsEvent.isRows(event.type())) {
            rows = tables.rows(event.type(), event.body(), tableIdBytes).orElse(null);
          }
        }
      }
    }
    return Optional.of(new LogEvent.Changes(rows.table(), rows.next(bytes), rows.foreignKeys()));
  }

  @Override
  public void close() {
    link.close();
  }
}
