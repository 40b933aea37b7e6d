package io.openoms.binlog.mysql.reader;

import io.openoms.ObjectName;
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
import io.openoms.spi.ChangeEvent;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts events together to transactions. One thread. */
final class TransactionReader {

  private static final int XID_BYTES = 8;

  private final MappedTables tables;
  private final StatementJudge judge;
  private final LogProgress progress;
  private final CurrentTransaction current;
  private final OwnTransactions own;
  private final TwoPhaseTransaction twoPhase = new TwoPhaseTransaction();

  /** Where the rows stand of the two-phase transaction that is being committed. */
  private Optional<String> again = Optional.empty();

  /** Its name, if it was prepared: until it is told, a position must know where its rows stand. */
  private String committing = "";

  private EventHeader last = new EventHeader(0, 0, 0, 0, 0, 0);
  private @Nullable RowsEvent rows;

  /** The change of definitions that is to be emitted. */
  private StatementJudge.@Nullable Definition definition;

  /** Whether the transaction ends with a change of definitions that was emitted. */
  private boolean endsByDefinition;

  /**
   * For a stream.
   *
   * @param own the transactions that are left out
   * @param announces whether this log is known to announce each transaction by an event
   */
  TransactionReader(
      MappedTables tables,
      StatementJudge judge,
      LogProgress progress,
      OwnTransactions own,
      boolean announces) {
    this.own = own;
    this.tables = tables;
    this.judge = judge;
    this.progress = progress;
    this.current = new CurrentTransaction(progress, announces);
  }

  /** The rows that the last event brought and that are not told yet. */
  @Nullable RowsEvent rows() {
    return rows;
  }

  /** The rows that were skipped since the last call, by their table's name. */
  Map<ObjectName, Long> takeSkipped() {
    return tables.takeSkipped();
  }

  /** What is to be told before those rows: the transaction's beginning, once. */
  Optional<ChangeEvent> begun() {
    return current.begun();
  }

  /** Whether the last event brought something that is not emitted yet. */
  boolean hasMore() {
    return rows != null || again.isPresent() || definition != null || endsByDefinition;
  }

  /** Whether nothing is half told. */
  boolean isBetween() {
    return !current.isAtHand() && again.isEmpty() && definition == null;
  }

  /** Where rows are to be read again before the transaction at hand ends. */
  Optional<String> again() {
    return again;
  }

  /**
   * The next event of a statement that changes definitions: the transaction's beginning, unless it
   * was emitted already, the change, and the transaction's end, unless more follows in it.
   */
  Optional<ChangeEvent> definitions() {
    StatementJudge.Definition change = definition;
    if (change == null && !endsByDefinition) {
      return Optional.empty();
    }
    Optional<ChangeEvent> begun = current.begun();
    if (begun.isPresent()) {
      return begun;
    }
    if (change == null) {
      endsByDefinition = false;
      return commit(last);
    }
    definition = null;
    endsByDefinition = !current.isOpen();
    return Optional.of(
        new ChangeEvent.SchemaChanged(
            progress.position(),
            change.objects(),
            Optional.of(change.statement()),
            current.committedAt(last)));
  }

  /** Nothing is to be told for now. */
  ChangeEvent.Idle idle(boolean atEnd) {
    return new ChangeEvent.Idle(atEnd, current.lastCommittedAt());
  }

  String id() {
    return current.id();
  }

  /** The rows were read again: the transaction at hand has ended. */
  ChangeEvent.Committed endAgain() {
    again = Optional.empty();
    progress.prepared().forget(committing);
    committing = "";
    current.begun();
    return (ChangeEvent.Committed) commit(last).orElseThrow();
  }

  /** Takes an event; what is to be told of it, if anything. */
  Optional<ChangeEvent> take(Event event, FormatDescription format) {
    EventHeader header = event.header();
    if (header.type() != EventType.ROTATE && header.type() != EventType.HEARTBEAT) {
      progress.pass(header, current.isAtHand(), format.checksums());
    }
    rows = null;
    last = header;
    Optional<ChangeEvent> result =
        RowsEvent.isRows(event.type())
            ? rows(event, format.tableIdBytes())
            : other(event, event.body(), format.tableIdBytes());
    if (isBetween()) {
      progress.safe();
    }
    return result;
  }

  private Optional<ChangeEvent> rows(Event event, int tableIdBytes) {
    current.requireOpen();
    rows = tables.rows(event.type(), event.body(), tableIdBytes).orElse(null);
    if (twoPhase.isPreparing() && rows != null) {
      twoPhase.sawRows();
      rows = null;
    } else if (rows != null) {
      rows = own.told(rows, current.isTold());
    }
    return Optional.empty();
  }

  private Optional<ChangeEvent> other(Event event, Cursor body, int tableIdBytes) {
    EventHeader header = event.header();
    return switch (header.type()) {
      case EventType.TABLE_MAP -> {
        current.requireOpen();
        tables.map(body, tableIdBytes, twoPhase.isPreparing() ? "" : current.id());
        yield Optional.empty();
      }
      case EventType.GTID -> announced(GtidEvent.mySql(body, false));
      case EventType.ANONYMOUS_GTID -> announced(GtidEvent.mySql(body, true));
      case EventType.MARIA_GTID -> announced(GtidEvent.ofDomain(header, body));
      case EventType.TAGGED_GTID -> announced(TaggedGtid.read(body));
      case EventType.QUERY -> query(header, QueryEvent.read(body));
      case EventType.MARIA_QUERY_COMPRESSED -> query(header, QueryEvent.readCompressed(body));
      case EventType.XID -> {
        current.requireOpen();
        twoPhase.requireNone();
        if (body.left() != XID_BYTES) {
          throw new MalformedEventException("a transaction's end has " + body.left() + " bytes");
        }
        yield commit(header);
      }
      case EventType.XA_PREPARE -> prepared(header, body);
      case EventType.ROTATE -> rotate(body);
      case EventType.HEARTBEAT ->
          Optional.of(
              idle(
                  !current.isAtHand()
                      && progress.atEnd(header.end(), body.text(body.left()), again.isEmpty())));
      case EventType.INCIDENT ->
          throw stop(BinlogError.LOG_INCIDENT, "the source says that its log lacks changes");
      case EventType.PREVIOUS_GTIDS -> {
        current.requireClosed("the server writes of its log");
        progress.before(body);
        yield Optional.empty();
      }
      default -> {
        passOver(header);
        yield Optional.empty();
      }
    };
  }

  private void passOver(EventHeader header) {
    switch (header.type()) {
      case EventType.FORMAT_DESCRIPTION -> {
        progress.begins(header.seconds());
        if (!header.isArtificial() && header.end() != 0) {
          current.requireClosed("a file begins");
        }
      }
      case EventType.STOP, EventType.MARIA_BINLOG_CHECKPOINT, EventType.MARIA_GTID_LIST ->
          current.requireClosed("the server writes of its log");
      // The events within it follow.
      case EventType.TRANSACTION_PAYLOAD,
          EventType.ROWS_QUERY,
          EventType.IGNORABLE,
          EventType.TRANSACTION_CONTEXT,
          EventType.VIEW_CHANGE,
          EventType.MARIA_ANNOTATE_ROWS,
          // What a statement needs that follows; the statement itself is judged.
          EventType.INTVAR,
          EventType.RAND,
          EventType.USER_VAR -> {}
      default -> {
        if (!header.isIgnorable()) {
          throw stop(
              BinlogError.LOG_EVENT_UNKNOWN,
              "the log has an event of the kind "
                  + header.type()
                  + ", which this library does not know");
        }
      }
    }
  }

  private Optional<ChangeEvent> announced(GtidEvent event) {
    current.announce(event);
    if (event.prepares()) {
      twoPhase.begin("");
    }
    return Optional.empty();
  }

  private Optional<ChangeEvent> rotate(Cursor body) {
    current.requireClosed("a file ends");
    long offset = body.i8();
    progress.rotate(body.text(body.left()), offset);
    tables.beginFile();
    return Optional.empty();
  }

  private Optional<ChangeEvent> query(EventHeader header, QueryEvent query) {
    String sql = query.text().strip();
    switch (sql.toUpperCase(Locale.ROOT)) {
      case "BEGIN" -> {
        current.open();
        return Optional.empty();
      }
      case "COMMIT" -> {
        current.requireOpen();
        twoPhase.requireNone();
        return commit(header);
      }
      case "ROLLBACK" -> {
        current.requireOpen();
        return rollback(header);
      }
      default -> {
        if (sql.regionMatches(true, 0, "XA ", 0, 3)) {
          return twoPhase(header, TwoPhaseTransaction.Statement.read(sql));
        }
        current.name();
        definition = judge.judge(query, current.id(), current.isTold()).orElse(null);
        return definition != null || current.isOpen() ? Optional.empty() : commit(header);
      }
    }
  }

  private Optional<ChangeEvent> twoPhase(
      EventHeader header, TwoPhaseTransaction.Statement statement) {
    String xid = statement.xid();
    switch (statement.verb()) {
      case "START", "BEGIN" -> {
        twoPhase.requireNone();
        current.open();
        twoPhase.begin(xid);
        return Optional.empty();
      }
      case "END" -> {
        current.requireOpen();
        twoPhase.name(xid);
        return Optional.empty();
      }
      case "COMMIT" -> {
        twoPhase.requireNone();
        current.name();
        String place = progress.prepared().place(xid).orElseGet(() -> placeOfUnseen(xid));
        if (place.equals(PreparedTransactions.NOTHING)) {
          progress.prepared().forget(xid);
          return commit(header);
        }
        again = Optional.of(place);
        committing = xid;
        return Optional.empty();
      }
      case "ROLLBACK" -> {
        twoPhase.requireNone();
        current.name();
        progress.prepared().forget(xid);
        return commit(header);
      }
      default -> throw new MalformedEventException("the log has the statement XA " + statement);
    }
  }

  /** It was prepared before reading began: no harm as long as no table counts yet. */
  private String placeOfUnseen(String xid) {
    if (tables.countAny(current.id())) {
      throw stop(
          BinlogError.TRANSACTION_UNKNOWN,
          "the source committed the XA transaction "
              + xid
              + ", which was prepared before reading began, so its changes are not known: release"
              + " the project and copy the tables anew");
    }
    return PreparedTransactions.NOTHING;
  }

  /** In one phase it is committed here; in two the rows wait for the decision. */
  private Optional<ChangeEvent> prepared(EventHeader header, Cursor body) {
    current.requireOpen();
    TwoPhaseTransaction.Prepared prepared = twoPhase.end(body);
    String place = current.place();
    if (prepared.onePhase() && prepared.hasRows()) {
      again = Optional.of(place);
      return Optional.empty();
    }
    if (!prepared.onePhase()) {
      progress
          .prepared()
          .add(prepared.xid(), prepared.hasRows() ? place : PreparedTransactions.NOTHING);
    }
    return commit(header);
  }

  private Optional<ChangeEvent> rollback(EventHeader header) {
    if (current.isTold()) {
      throw stop(
          BinlogError.TRANSACTION_UNDONE,
          "the log has a transaction that changed tables with and without transactions and was"
              + " rolled back");
    }
    tables.clear();
    twoPhase.clear();
    own.end();
    return current.commit(header);
  }

  private Optional<ChangeEvent> commit(EventHeader header) {
    tables.endTransaction();
    own.end();
    return current.commit(header);
  }

  private static MigrationException stop(BinlogError code, String description) {
    return new MigrationException(code, ErrorContext.none(), description);
  }
}
