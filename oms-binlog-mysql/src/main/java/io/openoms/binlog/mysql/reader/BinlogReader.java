package io.openoms.binlog.mysql.reader;

import io.openoms.ObjectName;
import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.error.ServerRefusal;
import io.openoms.binlog.mysql.event.Event;
import io.openoms.binlog.mysql.event.EventFeed;
import io.openoms.binlog.mysql.link.Link;
import io.openoms.binlog.mysql.position.LogPosition;
import io.openoms.binlog.mysql.row.RowsEvent;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.data.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stream over a binary log. One thread, except {@link #close()}. */
final class BinlogReader implements ChangeReader {

  private final Link link;
  private final EventFeed feed;
  private final TransactionReader transactions;
  private final LogProgress progress;
  private final int batchBytes;
  private final Runnable nameless;
  private final Opener opener;
  private volatile @Nullable PreparedRows prepared;

  /** Opens the rows of a prepared transaction again. */
  interface Opener {
    PreparedRows open(String place, Position reached, String id);
  }

  BinlogReader(
      Link link,
      EventFeed feed,
      TransactionReader transactions,
      LogProgress progress,
      int batchBytes,
      Runnable nameless,
      Opener opener) {
    this.nameless = nameless;
    this.opener = opener;
    this.link = link;
    this.feed = feed;
    this.transactions = transactions;
    this.progress = progress;
    this.batchBytes = batchBytes;
  }

  @Override
  public ChangeEvent next(Duration wait) {
    try {
      return read(System.nanoTime() + wait.toNanos());
    } catch (MigrationException e) {
      throw e.in(here());
    } catch (MalformedEventException e) {
      throw new MigrationException(BinlogError.LOG_EVENT_DAMAGED, e.in(here()), e.getMessage(), e);
    } catch (ServerRefusal e) {
      if (Refusals.isNameless(e)) {
        nameless.run();
      }
      throw Refusals.of(e, here());
    } catch (IOException | UncheckedIOException e) {
      throw lost(e);
    } catch (RuntimeException e) {
      throw new MigrationException(
          BinlogError.LOG_EVENT_DAMAGED, ofRows(), "an event cannot be decoded: " + e, e);
    }
  }

  /** With the table whose rows are being read, if any are. */
  private ErrorContext ofRows() {
    RowsEvent rows = transactions.rows();
    return rows == null ? here() : here().withObject(rows.table().definition().name());
  }

  private ChangeEvent read(long deadline) throws IOException {
    while (true) {
      if (transactions.again().isPresent()) {
        return again(transactions.again().get());
      }
      RowsEvent rows = transactions.rows();
      if (rows != null && rows.hasNext()) {
        Optional<ChangeEvent> begun = transactions.begun();
        return begun.isPresent() ? begun.get() : rows.event(batchBytes);
      }
      Optional<ChangeEvent> definitions = transactions.definitions();
      if (definitions.isPresent()) {
        return definitions.get();
      }
      Event event = feed.next();
      Optional<ChangeEvent> told = transactions.take(event, feed.format());
      if (told.isPresent()) {
        return told.get();
      }
      if (!transactions.hasMore() && System.nanoTime() > deadline) {
        return transactions.idle(false);
      }
    }
  }

  /** A two-phase transaction: its rows are told now that it is committed. */
  private ChangeEvent again(String place) throws IOException {
    PreparedRows rows = prepared;
    if (rows == null) {
      rows = opener.open(place, progress.position(), transactions.id());
      prepared = rows;
      if (link.isClosed()) {
        rows.close();
      }
      return new ChangeEvent.Begun(transactions.id());
    }
    Optional<ChangeEvent> changes = rows.next(batchBytes);
    if (changes.isPresent()) {
      return changes.get();
    }
    rows.close();
    prepared = null;
    return transactions.endAgain();
  }

  private ErrorContext here() {
    return ErrorContext.none().withPosition("after " + position().text());
  }

  private MigrationException lost(@Nullable Throwable cause) {
    if (link.isClosed()) {
      return new MigrationException(
          JdbcError.CONNECTION_CLOSED, here(), "the reader of the log was closed", cause);
    }
    return new MigrationException(
        JdbcError.CONNECTION_LOST,
        here(),
        "reading the binary log: " + (cause == null ? "" : cause.getMessage()),
        cause);
  }

  @Override
  public Position position() {
    return progress.position();
  }

  @Override
  public Map<ObjectName, Long> skipped() {
    return transactions.takeSkipped();
  }

  /** The position as its parts. */
  LogPosition place() {
    return progress.reached();
  }

  /** Whether it is between two transactions. */
  boolean isBetween() {
    return transactions.isBetween();
  }

  @Override
  public void close() {
    link.close();
    PreparedRows rows = prepared;
    if (rows != null) {
      rows.close();
    }
  }
}
