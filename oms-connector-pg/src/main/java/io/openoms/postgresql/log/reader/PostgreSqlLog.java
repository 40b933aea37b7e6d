package io.openoms.postgresql.log.reader;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.postgresql.error.LogError;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.postgresql.log.link.ReplicationConnections;
import io.openoms.postgresql.log.link.ReplicationLink;
import io.openoms.postgresql.log.position.LogPosition;
import io.openoms.postgresql.log.position.Lsn;
import io.openoms.postgresql.log.row.CapturedRelations;
import io.openoms.postgresql.log.row.LogCatalog;
import io.openoms.postgresql.log.setup.CaptureNames;
import io.openoms.postgresql.log.setup.Identities;
import io.openoms.postgresql.log.setup.Publication;
import io.openoms.postgresql.log.setup.RowFilters;
import io.openoms.postgresql.log.setup.Slot;
import io.openoms.postgresql.snapshot.LogPoint;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The log of one database, read through the project's slot. Thread-safe. */
public final class PostgreSqlLog implements ChangeLog {

  /** A connection that was cut leaves the slot after a moment. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Connections connections;
  private final Optional<ReplicationConnections> replication;
  private final CaptureNames names;
  private final ValueConversions values;
  private final LogEnd end;

  /**
   * The log.
   *
   * @param connections ordinary connections to the database
   * @param replication connections that speak the protocol of replication; empty where a caller's
   *     data source gives the connections
   * @param names the names of slot and publication
   * @param values how values travel
   */
  public PostgreSqlLog(
      Connections connections,
      Optional<ReplicationConnections> replication,
      CaptureNames names,
      ValueConversions values) {
    this.values = values;
    this.connections = connections;
    this.replication = replication;
    this.names = names;
    this.end = new LogEnd(connections);
  }

  @Override
  public Optional<Position> current() {
    return Optional.of(end.current().position());
  }

  @Override
  public Optional<Position> visible() {
    return Optional.of(end.visible().position());
  }

  /** The high watermark's place. Blocks. */
  public long currentPlace() {
    return end.current().lsn();
  }

  @Override
  public ChangeReader open(ChangeRequest request) {
    LogPosition start = LogPosition.parse(request.start());
    LogSession side = new LogSession(connections, "reading the log");
    try {
      // Not the start: the disk may not hold what was read up to there.
      long confirmed = requireReadable(side, start).confirmed();
      SideCatalog catalog = new SideCatalog(side);
      CaptureGuard guard = new CaptureGuard(side, names.publication());
      requireLogged(request, start, Publication.read(side, names.publication()), catalog);
      TransactionEvents transactions =
          new TransactionEvents(
              new CapturedRelations(request.tables(), catalog, values),
              start,
              request.batchBytes());
      return new SlotReader(names.slot(), link(start), side, guard, transactions, confirmed);
    } catch (RuntimeException e) {
      side.cut();
      throw e;
    }
  }

  private ReplicationLink link(LogPosition start) {
    ReplicationLink link = new ReplicationLink(replication());
    try {
      link.start(names.slot(), names.publication(), start.lsn(), PATIENCE);
      return link;
    } catch (RuntimeException e) {
      link.close();
      throw e;
    }
  }

  /** Makes states of the database at a place of this log. */
  public LogPoint snapshots() {
    return new SlotSnapshot(this);
  }

  /** Which log this is. Blocks. */
  LogPosition identity() {
    try (LogSession session = new LogSession(connections, "asking which log it is")) {
      return LogIdentity.of(session);
    }
  }

  /** Connections that speak the protocol of replication. */
  ReplicationConnections replication() {
    return replication.orElseThrow(
        () ->
            new MigrationException(
                LogError.LOG_NEEDS_ADDRESS,
                ErrorContext.none(),
                "the log is read over a connection of its own kind, which the caller's data source"
                    + " does not give"));
  }

  private Slot requireReadable(LogSession side, LogPosition start) {
    LogIdentity.require(start, LogIdentity.of(side));
    long flushed = LogEnd.flushed(side);
    if (Lsn.isBefore(flushed, start.lsn())) {
      throw new MigrationException(
          LogError.LOG_REPLACED,
          ErrorContext.none().withPosition(start.position().text()),
          "the server's log ends at "
              + Lsn.text(flushed)
              + ", before the position: the server was restored from an older state");
    }
    Slot slot = Slot.find(side, names.slot()).orElseThrow(() -> Slot.missing(names.slot()));
    slot.requireFrom(start);
    return slot;
  }

  private static void requireLogged(
      ChangeRequest request, LogPosition start, Publication published, LogCatalog catalog) {
    for (CapturedTable table : request.tables()) {
      long from =
          table.validFrom().map(valid -> LogPosition.parse(valid).lsn()).orElse(start.lsn());
      long needed = Lsn.isBefore(from, start.lsn()) ? start.lsn() : from;
      Long since = catalog.number(table.definition().name()).map(published::since).orElse(null);
      if (since == null || Lsn.isBefore(needed, since)) {
        throw new MigrationException(
            LogError.CHANGES_NOT_LOGGED,
            ErrorContext.of(table.definition().name()).withPosition(start.position().text()),
            "the log holds the table's changes "
                + (since == null ? "nowhere" : "from " + Lsn.text(since) + " on")
                + ", and they are needed from "
                + Lsn.text(needed)
                + " on");
      }
    }
  }

  @Override
  public boolean includes(Position position, String transaction) {
    return LogPosition.parse(position).includes(TransactionEvents.commit(transaction));
  }

  @Override
  public boolean covers(Position reached, Position wanted) {
    return LogPosition.parse(reached).covers(LogPosition.parse(wanted));
  }

  /** Only under REPLICA IDENTITY FULL. */
  @Override
  public boolean carriesWholeRows() {
    return false;
  }

  @Override
  public Map<ObjectName, String> unfollowable(List<ObjectName> tables) {
    try (LogSession session = new LogSession(connections, "asking how the log tells rows")) {
      return Identities.faults(session, tables);
    }
  }

  @Override
  public Map<ObjectName, String> unfiltered(Map<ObjectName, String> filters) {
    try (LogSession session = new LogSession(connections, "asking how the log filters rows")) {
      return new RowFilters(session).faults(filters);
    }
  }
}
