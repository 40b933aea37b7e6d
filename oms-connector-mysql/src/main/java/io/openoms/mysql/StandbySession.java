package io.openoms.mysql;

import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.jdbc.mysql.log.LogTraits;
import io.openoms.jdbc.mysql.precheck.Prechecks;
import io.openoms.jdbc.mysql.snapshot.ReadMoments;
import io.openoms.mysql.log.StandbyLog;
import io.openoms.mysql.precheck.ServerChecks;
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
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A source whose definitions and rows are read from a standby, and whose changes, if at all, from
 * its primary. Thread-safe.
 */
final class StandbySession implements EndpointSession {

  private static final int CONNECTIONS_TO_PRIMARY = 4;

  private final Optional<MySqlSession> primary;
  private final FamilyServer standby;

  private StandbySession(Optional<MySqlSession> primary, FamilyServer standby) {
    this.primary = primary;
    this.standby = standby;
  }

  /**
   * Connects to both. Blocks.
   *
   * @param primary the server that is followed; empty when only rows are read
   * @param readerId by which the primary knows readers of its log
   */
  static StandbySession open(
      Optional<ConnectionSettings> primary,
      ConnectionSettings standby,
      EndpointOptions options,
      OptionalLong readerId) {
    EndpointOptions few =
        new EndpointOptions(
            options.project(), CONNECTIONS_TO_PRIMARY, options.stateSchema(), options.leftOut());
    Optional<MySqlSession> opened =
        primary.map(settings -> MySqlSession.open(settings, few, readerId));
    try {
      return new StandbySession(opened, MySqlSession.connect(standby, options));
    } catch (MigrationException e) {
      opened.ifPresent(MySqlSession::close);
      throw new MigrationException(e.code(), e.context(), "the standby: " + e.description(), e);
    }
  }

  @Override
  public ServerFacts facts() {
    return primary.map(MySqlSession::facts).orElse(standby.facts());
  }

  @Override
  public Optional<String> identity() {
    return primary.map(MySqlSession::identity).orElse(standby.identity());
  }

  @Override
  public OptionalInt connectionLimit() {
    return standby.connections().limit();
  }

  @Override
  public Optional<Catalog> catalog() {
    return Optional.of(standby.catalog());
  }

  /** With the transactions' names for positions: the standby's files mean nothing elsewhere. */
  @Override
  public Optional<SnapshotSource> snapshot() {
    return Optional.of(
        standby.snapshot(
            ReadMoments.ofStatements(),
            primary.flatMap(any -> standby.traits().log()).map(LogTraits::standbyMark)));
  }

  @Override
  public Optional<ChangeLog> changeLog() {
    return primary
        .flatMap(MySqlSession::changeLog)
        .flatMap(log -> standby.logServer().map(server -> new StandbyLog(log, server)));
  }

  /** The primary's rows: the standby may not have the change yet that made one worth a look. */
  @Override
  public Optional<RowLookup> rowLookup() {
    return primary.flatMap(MySqlSession::rowLookup);
  }

  @Override
  public Optional<Heartbeat> heartbeat() {
    return primary.flatMap(MySqlSession::heartbeat);
  }

  @Override
  public List<Precheck> prechecks(EndpointUse use) {
    List<Precheck> checks =
        new ArrayList<>(Prechecks.forSource(standby, MySqlSession.PRODUCTS, List.of()));
    primary.ifPresent(
        session ->
            checks.addAll(
                Prechecks.forPrimary(
                    session.server(),
                    MySqlSession.PRODUCTS,
                    ServerChecks.of(session.server(), standby))));
    return checks;
  }

  @Override
  public void abort() {
    primary.ifPresent(MySqlSession::abort);
    standby.abort();
  }

  @Override
  public void close() {
    primary.ifPresent(MySqlSession::close);
    standby.close();
  }
}
