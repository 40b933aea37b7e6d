package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Event;
import io.openoms.binlog.mysql.event.EventFeed;
import io.openoms.binlog.mysql.event.EventType;
import io.openoms.binlog.mysql.event.GtidEvent;
import io.openoms.binlog.mysql.link.Link;
import io.openoms.binlog.mysql.row.MappedTables;
import io.openoms.binlog.mysql.row.RowsEvent;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeEvent;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a two-phase transaction, read again from where it was prepared. One thread, except
 * {@link #close()}.
 */
final class PreparedRows implements AutoCloseable {

  private final Link link;
  private final EventFeed feed;
  private final MappedTables tables;

  /** The transaction that commits them. */
  private final String id;

  private final Optional<FileIdentity> files;

  /** The transaction that the rows are of, until it begins; empty when it comes first. */
  private Optional<String> awaited;

  private String file = "";
  private long logEnd = -1;
  private @Nullable RowsEvent rows;

  /**
   * For a stream that begins at or before the transaction.
   *
   * @param id the transaction that commits it
   * @param awaited its name, where others may come before it
   * @param files tells whether the file is the one that it stood in, where it is found by its place
   */
  PreparedRows(
      Link link,
      EventFeed feed,
      MappedTables tables,
      String id,
      Optional<String> awaited,
      Optional<FileIdentity> files) {
    this.awaited = awaited;
    this.files = files;
    this.link = link;
    this.feed = feed;
    this.tables = tables;
    this.id = id;
  }

  /** The next changes, up to about that many bytes; empty behind the last. Blocks. */
  Optional<ChangeEvent> next(int bytes) throws IOException {
    while (rows == null || !rows.hasNext()) {
      Event event = feed.next();
      int tableIdBytes = feed.format().tableIdBytes();
      if (stepsPast(event)) {
        continue;
      }
      switch (event.type()) {
        case EventType.XA_PREPARE -> {
          return Optional.empty();
        }
        case EventType.HEARTBEAT -> requireMore(event.header().end());
        case EventType.XID -> throw new MalformedEventException("no XA transaction stands there");
        case EventType.TABLE_MAP -> tables.map(event.body(), tableIdBytes, id);
        default -> {
          if (RowsEvent.isRows(event.type())) {
            rows = tables.rows(event.type(), event.body(), tableIdBytes).orElse(null);
          }
        }
      }
    }
    return Optional.of(rows.event(bytes));
  }

  /** Steps past what is of the log itself, or of a transaction before; false for anything else. */
  private boolean stepsPast(Event event) {
    switch (event.type()) {
      case EventType.ROTATE -> {
        event.body().i8();
        file = event.body().text(event.body().left());
        return true;
      }
      case EventType.FORMAT_DESCRIPTION -> {
        files.ifPresent(known -> known.require(file, event.header().seconds()));
        return true;
      }
      case EventType.MARIA_GTID ->
          awaited =
              awaited.filter(
                  name ->
                      !GtidEvent.ofDomain(event.header(), event.body())
                          .gtid()
                          .equals(Optional.of(name)));
      default -> {}
    }
    return awaited.isPresent() && event.type() != EventType.HEARTBEAT;
  }

  /** A server that says twice that its log ends at one place has nothing more. */
  private void requireMore(long end) {
    if (end == logEnd) {
      throw new MigrationException(
          BinlogError.TRANSACTION_UNKNOWN,
          ErrorContext.none(),
          "the source no longer has the rows of the XA transaction that "
              + id
              + " commits: release the project and begin anew");
    }
    logEnd = end;
  }

  @Override
  public void close() {
    link.close();
  }
}
