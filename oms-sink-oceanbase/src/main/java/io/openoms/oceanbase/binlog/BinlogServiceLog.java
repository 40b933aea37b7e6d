package io.openoms.oceanbase.binlog;

import io.openoms.StartAt;
import io.openoms.binlog.mysql.position.Included;
import io.openoms.binlog.mysql.reader.BinlogChangeLog;
import io.openoms.binlog.mysql.reader.OwnWrites;
import io.openoms.jdbc.mysql.catalog.LoggedDefinitions;
import io.openoms.jdbc.mysql.log.BinlogEnd;
import io.openoms.jdbc.mysql.log.LogServer;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.ChangeRequest;
import io.openoms.spi.DefinitionAlgebra;
import io.openoms.spi.data.Position;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a tenant as its Binlog Service logs them, some time after they were committed.
 * Thread-safe.
 */
public final class BinlogServiceLog implements ChangeLog {

  private static final boolean NO_DOMAINS = false;

  private final BinlogService service;
  private final MarkerTable marker;
  private final Optional<OwnWrites> leftOut;
  private volatile @Nullable Connected connected;

  /**
   * What needs the service.
   *
   * @param log the log without what is left out
   * @param marker finds the place that the tenant has reached
   */
  private record Connected(BinlogChangeLog log, LogMarker marker) {}

  /**
   * The log of that service.
   *
   * @param project the project that marks places in it
   * @param leftOut the project whose writes are not told
   */
  public BinlogServiceLog(BinlogService service, String project, Optional<String> leftOut) {
    this.service = service;
    this.marker = new MarkerTable(service.tenant(), project);
    this.leftOut = leftOut.map(other -> new OwnWrites(other, service.tenant()::writers));
  }

  private Connected connected() {
    Connected there = connected;
    return there == null ? connect() : there;
  }

  private synchronized Connected connect() {
    Connected there = connected;
    if (there == null) {
      there =
          new Connected(
              log(service, leftOut), new LogMarker(log(service, Optional.empty()), marker));
      connected = there;
    }
    return there;
  }

  static BinlogChangeLog log(BinlogService service, Optional<OwnWrites> leftOut) {
    LogServer server = service.log();
    return new BinlogChangeLog(new BinlogEnd(server), server, OptionalLong.empty(), leftOut);
  }

  /** What readers have seen stands before it. */
  @Override
  public Optional<Position> current() {
    return connected().marker().reached();
  }

  /** The end of the log: the service writes what the tenant has committed, so readers see it. */
  @Override
  public Optional<Position> visible() {
    return service.end().current();
  }

  /**
   * Where the tenant is, not where the log ends: definitions are read now, and the rows between the
   * log's end and here may have been written under older ones.
   */
  @Override
  public Optional<Entry> enter() {
    return current().map(now -> new Entry(now, now));
  }

  @Override
  public ChangeReader open(ChangeRequest request) {
    return connected().log().open(request);
  }

  @Override
  public boolean startsAt(StartAt start) {
    return true;
  }

  @Override
  public Position startAt(StartAt start) {
    return connected().log().startAt(start);
  }

  @Override
  public boolean includes(Position position, String transaction) {
    return new Included(position, NO_DOMAINS).has(transaction);
  }

  @Override
  public boolean covers(Position reached, Position wanted) {
    return new Included(reached, NO_DOMAINS).hasAll(new Included(wanted, NO_DOMAINS));
  }

  /** What the service logs of a hidden key is not known, and no read point has a position. */
  @Override
  public boolean holdsTablesWithoutKey() {
    return false;
  }

  @Override
  public Optional<DefinitionAlgebra> algebra() {
    return Optional.of(new LoggedDefinitions(service.ignoresCase()));
  }
}
