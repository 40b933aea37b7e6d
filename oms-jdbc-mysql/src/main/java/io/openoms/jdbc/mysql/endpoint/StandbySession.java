package io.openoms.jdbc.mysql.endpoint;

import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.ConnectionProfile;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.mysql.log.ChangeLogFactory;
import io.openoms.jdbc.mysql.log.StandbyLog;
import io.openoms.jdbc.mysql.log.StandbyMark;
import io.openoms.jdbc.mysql.precheck.Prechecks;
import io.openoms.jdbc.mysql.snapshot.MySqlFamilySnapshot;
import io.openoms.spi.Catalog;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.Heartbeat;
import io.openoms.spi.RowLookup;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A source whose definitions and rows are read from a standby, and whose changes, if at all, from
 * its primary. Thread-safe.
 */
public final class StandbySession implements EndpointSession {

  private static final int CONNECTIONS_TO_PRIMARY = 4;

  private final Optional<MySqlFamilySession> primary;
  private final MySqlFamilySession standby;

  private StandbySession(Optional<MySqlFamilySession> primary, MySqlFamilySession standby) {
    this.primary = primary;
    this.standby = standby;
  }

  /**
   * Connects to both. Blocks.
   *
   * @param primary the server that is followed; empty when only rows are read
   * @param logs makes the role that reads the primary's log
   */
  public static StandbySession open(
      Optional<ConnectionSettings> primary,
      ConnectionSettings standby,
      EndpointOptions options,
      ConnectionProfile profile,
      Set<String> products,
      ChangeLogFactory logs) {
    EndpointOptions few =
        new EndpointOptions(options.project(), CONNECTIONS_TO_PRIMARY, options.stateSchema());
    Optional<MySqlFamilySession> opened =
        primary.map(
            settings ->
                MySqlFamilySession.open(settings, few, profile, products, Optional.of(logs)));
    try {
      return new StandbySession(
          opened, MySqlFamilySession.open(standby, options, profile, products, Optional.empty()));
    } catch (MigrationException e) {
      opened.ifPresent(MySqlFamilySession::close);
      throw new MigrationException(e.code(), e.context(), "the standby: " + e.description(), e);
    }
  }

  @Override
  public ServerFacts facts() {
    return primary.orElse(standby).facts();
  }

  @Override
  public Optional<String> identity() {
    return primary.orElse(standby).identity();
  }

  @Override
  public Optional<Catalog> catalog() {
    return standby.catalog();
  }

  /** With the transactions' names for positions: the standby's files mean nothing elsewhere. */
  @Override
  public Optional<SnapshotSource> snapshot() {
    return Optional.of(
        new MySqlFamilySnapshot(
            standby.connections(),
            standby.facts(),
            primary.map(server -> new StandbyMark(standby.facts()))));
  }

  @Override
  public Optional<ChangeLog> changeLog() {
    return primary
        .flatMap(MySqlFamilySession::changeLog)
        .map(log -> new StandbyLog(log, standby.connections(), standby.facts()));
  }

  /** The primary's rows: the standby may not have the change yet that made one worth a look. */
  @Override
  public Optional<RowLookup> rowLookup() {
    return primary.flatMap(MySqlFamilySession::rowLookup);
  }

  @Override
  public Optional<Heartbeat> heartbeat() {
    return primary.flatMap(MySqlFamilySession::heartbeat);
  }

  @Override
  public List<Precheck> prechecks(EndpointUse use) {
    List<Precheck> checks =
        new ArrayList<>(
            Prechecks.forReading(standby.connections(), standby.facts(), standby.products()));
    primary.ifPresent(
        server ->
            checks.addAll(
                Prechecks.forPrimary(
                    server.connections(),
                    server.facts(),
                    standby.connections(),
                    standby.facts(),
                    server.products())));
    return checks;
  }

  @Override
  public void abort() {
    primary.ifPresent(MySqlFamilySession::abort);
    standby.abort();
  }

  @Override
  public void close() {
    primary.ifPresent(MySqlFamilySession::close);
    standby.close();
  }
}
