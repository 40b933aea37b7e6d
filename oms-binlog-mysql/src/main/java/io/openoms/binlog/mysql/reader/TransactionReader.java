package io.openoms.binlog.mysql.reader;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.binlog.mysql.event.Event;
import io.openoms.binlog.mysql.event.EventHeader;
import io.openoms.binlog.mysql.event.EventType;
import io.openoms.binlog.mysql.event.FormatDescription;
import io.openoms.binlog.mysql.event.GtidEvent;
import io.openoms.binlog.mysql.event.QueryEvent;
import io.openoms.binlog.mysql.event.TaggedGtid;
import io.openoms.binlog.mysql.row.MappedTables;
import io.openoms.binlog.mysql.row.RowsEvent;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.LogEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts events together to transactions. One thread. */
final class TransactionReader {

  private final MappedTables tables;
  private final StatementJudge judge;
  private final LogProgress progress;
  private FormatDescription format = FormatDescription.atFirst(false);
  private Optional<GtidEvent> gtid = Optional.empty();
  private String id = "";
  private boolean open;

  /** Whether changes of the transaction at hand were told. */
  private boolean told;

  /** Where the rows stand of the two-phase transaction that is being committed. */
  private Optional<String> again = Optional.empty();

  /** The two-phase transaction at hand, up to its being prepared. */
  private Optional<String> preparing = Optional.empty();

  private String begunAt = "";
  private boolean hasPreparedRows;
  private EventHeader last = new EventHeader(0, 0, 0, 0, 0, 0);

  private @Nullable RowsEvent rows;

  TransactionReader(MappedTables tables, StatementJudge judge, LogProgress progress) {
    this.tables = tables;
    this.judge = judge;
    this.progress = progress;
  }

  /** The rows that the last event brought and that are not told yet. */
  @Nullable RowsEvent rows() {
    return rows;
  }

  /** What is to be told before those rows: the transaction's beginning, once. */
  Optional<LogEvent> begun() {
    if (told) {
      return Optional.empty();
    }
    told = true;
    return Optional.of(new LogEvent.Begun(id));
  }

  /** Where rows are to be read again before the transaction at hand ends. */
  Optional<String> again() {
    return again;
  }

  String id() {
    return id;
  }

  /** The rows were read again: the transaction at hand has ended. */
  LogEvent.Committed endAgain() {
    again = Optional.empty();
    told = true;
    return (LogEvent.Committed) commit(last).orElseThrow();
  }

  /** Takes an event; what is to be told of it, if anything. */
  Optional<LogEvent> take(Event event, FormatDescription format) {
    this.format = format;
    EventHeader header = event.header();
    if (header.type() != EventType.ROTATE && header.type() != EventType.HEARTBEAT) {
      progress.pass(header);
    }
    rows = null;
    last = header;
    Optional<LogEvent> result =
        RowsEvent.isRows(event.type()) ? rows(event) : other(event, event.body());
    if (!open && gtid.isEmpty() && again.isEmpty()) {
      progress.safe();
    }
    return result;
  }

  private Optional<LogEvent> rows(Event event) {
    requireOpen();
    rows = tables.rows(event.type(), event.body(), format.tableIdBytes()).orElse(null);
    if (preparing.isPresent()) {
      hasPreparedRows |= rows != null;
      rows = null;
    }
    return Optional.empty();
  }

  private Optional<LogEvent> other(Event event, Cursor body) {
    EventHeader header = event.header();
    return switch (header.type()) {
      // The events within it follow.
      case EventType.TRANSACTION_PAYLOAD -> Optional.empty();
      case EventType.TABLE_MAP -> {
        requireOpen();
        tables.map(body, format.tableIdBytes(), preparing.isPresent() ? "" : id);
        yield Optional.empty();
      }
      case EventType.GTID -> begin(GtidEvent.mySql(body, false));
      case EventType.ANONYMOUS_GTID -> begin(GtidEvent.mySql(body, true));
      case EventType.MARIA_GTID -> beginMariaDb(GtidEvent.mariaDb(header, body));
      case EventType.TAGGED_GTID -> begin(TaggedGtid.read(body));
      case EventType.QUERY -> query(header, QueryEvent.read(body));
      case EventType.MARIA_QUERY_COMPRESSED -> query(header, QueryEvent.readCompressed(body));
      case EventType.XID -> {
        requireOpen();
        yield commit(header);
      }
      case EventType.XA_PREPARE -> prepared(header, body.u1() != 0);
      case EventType.ROTATE -> rotate(body);
      case EventType.HEARTBEAT ->
          Optional.of(new LogEvent.Idle(!open && progress.atEnd(header.end())));
      case EventType.FORMAT_DESCRIPTION -> {
        if (!header.isArtificial() && header.end() != 0) {
          requireClosed("a file begins");
        }
        yield Optional.empty();
      }
      case EventType.INCIDENT ->
          throw stop(BinlogError.LOG_INCIDENT, "the source says that its log lacks changes");
      case EventType.STOP,
          EventType.PREVIOUS_GTIDS,
          EventType.ROWS_QUERY,
          EventType.IGNORABLE,
          EventType.TRANSACTION_CONTEXT,
          EventType.VIEW_CHANGE,
          EventType.MARIA_ANNOTATE_ROWS,
          EventType.MARIA_BINLOG_CHECKPOINT,
          EventType.MARIA_GTID_LIST,
          // What a statement needs that follows; the statement itself is judged.
          EventType.INTVAR,
          EventType.RAND,
          EventType.USER_VAR ->
          Optional.empty();
      default -> unknown(header);
    };
  }

  private static Optional<LogEvent> unknown(EventHeader header) {
    if (header.isIgnorable()) {
      return Optional.empty();
    }
    throw stop(
        BinlogError.LOG_EVENT_UNKNOWN,
        "the log has an event of the kind " + header.type() + ", which this library does not know");
  }

  private Optional<LogEvent> begin(GtidEvent event) {
    requireClosed("a transaction begins");
    gtid = Optional.of(event);
    begunAt = progress.place();
    id = event.gtid().orElse(begunAt);
    return Optional.empty();
  }

  private Optional<LogEvent> beginMariaDb(GtidEvent event) {
    begin(event);
    open = !event.standalone();
    if (event.prepares()) {
      preparing = Optional.of("");
    }
    return Optional.empty();
  }

  private Optional<LogEvent> rotate(Cursor body) {
    requireClosed("a file ends");
    long offset = body.i8();
    progress.rotate(body.text(body.left()), offset);
    return Optional.empty();
  }

  private Optional<LogEvent> query(EventHeader header, QueryEvent query) {
    String verb = query.sql().strip().toUpperCase(Locale.ROOT);
    switch (verb) {
      case "BEGIN" -> {
        if (open) {
          throw new MalformedEventException("a transaction begins within another one");
        }
        open = true;
        name();
        return Optional.empty();
      }
      case "COMMIT" -> {
        requireOpen();
        return commit(header);
      }
      case "ROLLBACK" -> {
        requireOpen();
        return rollback(header);
      }
      default -> {
        if (verb.startsWith("XA ")) {
          return twoPhase(header, query.sql().strip());
        }
        name();
        judge.judge(query, id, told);
        return open ? Optional.empty() : commit(header);
      }
    }
  }

  /** A transaction that nothing announced is called by where it begins. */
  private void name() {
    if (id.isEmpty()) {
      id = progress.place();
    }
  }

  private Optional<LogEvent> twoPhase(EventHeader header, String sql) {
    String[] parts = sql.split("\\s+", 3);
    String xid = parts.length < 3 ? "" : parts[2].replaceAll("\\s+", "");
    switch (parts[1].toUpperCase(Locale.ROOT)) {
      case "START", "BEGIN" -> {
        open = true;
        preparing = Optional.of(xid);
        return Optional.empty();
      }
      case "END" -> {
        preparing = Optional.of(xid);
        return Optional.empty();
      }
      case "COMMIT" -> {
        String place = progress.prepared().take(xid);
        if (place.equals(PreparedTransactions.NOTHING)) {
          return commit(header);
        }
        again = Optional.of(place);
        return Optional.empty();
      }
      case "ROLLBACK" -> {
        progress.prepared().forget(xid);
        return commit(header);
      }
      default -> throw new MalformedEventException("the log has the statement " + sql);
    }
  }

  /** In one phase it is committed here; in two the rows wait for the decision. */
  private Optional<LogEvent> prepared(EventHeader header, boolean onePhase) {
    requireOpen();
    String xid = preparing.orElseThrow(() -> new MalformedEventException("no XA transaction ends"));
    boolean named = gtid.map(event -> event.gtid().isPresent() && !event.isMariaDb()).orElse(false);
    String place = named ? id : begunAt;
    boolean any = hasPreparedRows;
    preparing = Optional.empty();
    hasPreparedRows = false;
    if (onePhase && any) {
      again = Optional.of(place);
      return Optional.empty();
    }
    if (!onePhase) {
      progress.prepared().add(xid, any ? place : PreparedTransactions.NOTHING);
    }
    return commit(header);
  }

  private Optional<LogEvent> rollback(EventHeader header) {
    if (told) {
      throw stop(
          BinlogError.TRANSACTION_UNDONE,
          "the log has a transaction that changed tables with and without transactions and was"
              + " rolled back");
    }
    return commit(header);
  }

  private Optional<LogEvent> commit(EventHeader header) {
    Optional<String> name = gtid.flatMap(GtidEvent::gtid);
    Instant at = gtid.flatMap(GtidEvent::committedAt).orElse(header.writtenAt());
    progress.committed(name);
    boolean wasTold = told;
    String ended = id;
    gtid = Optional.empty();
    id = "";
    open = false;
    told = false;
    tables.clear();
    return wasTold ? Optional.of(new LogEvent.Committed(ended, at)) : Optional.empty();
  }

  private void requireOpen() {
    if (!open) {
      throw new MalformedEventException("a change stands outside of any transaction");
    }
  }

  private void requireClosed(String what) {
    if (open || gtid.isPresent()) {
      throw new MalformedEventException(what + " before the transaction at hand ends");
    }
  }

  private static MigrationException stop(BinlogError code, String description) {
    return new MigrationException(code, ErrorContext.none(), description);
  }
}
