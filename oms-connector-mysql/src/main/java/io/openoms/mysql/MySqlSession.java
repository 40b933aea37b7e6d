package io.openoms.mysql;

import io.openoms.binlog.mysql.reader.BinlogChangeLog;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.jdbc.mysql.log.BinlogEnd;
import io.openoms.jdbc.mysql.log.HeartbeatTable;
import io.openoms.jdbc.mysql.precheck.Prechecks;
import io.openoms.mysql.precheck.LogChecks;
import io.openoms.spi.Catalog;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.Heartbeat;
import io.openoms.spi.RowLookup;
import io.openoms.spi.RowSink;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.state.StateStore;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A session at MySQL or MariaDB: the roles of the family, and a binary log. Thread-safe. */
final class MySqlSession implements EndpointSession {

  static final Set<String> PRODUCTS = Set.of(MySqlTraits.PRODUCT, MariaDbTraits.PRODUCT);

  private final FamilyServer server;
  private final OptionalLong readerId;

  private MySqlSession(FamilyServer server, OptionalLong readerId) {
    this.server = server;
    this.readerId = readerId;
  }

  /**
   * Connects and asks the server what it is. Blocks.
   *
   * @param readerId by which the server knows readers of its log; drawn by lot when it is not given
   */
  static MySqlSession open(
      ConnectionSettings settings, EndpointOptions options, OptionalLong readerId) {
    return new MySqlSession(connect(settings, options), readerId);
  }

  /** The server alone. Blocks. */
  static FamilyServer connect(ConnectionSettings settings, EndpointOptions options) {
    return FamilyServer.open(settings, options, MySqlProfile.profile(), new MySqlTraits());
  }

  FamilyServer server() {
    return server;
  }

  @Override
  public ServerFacts facts() {
    return server.facts();
  }

  @Override
  public Optional<String> identity() {
    return server.identity();
  }

  @Override
  public Optional<Catalog> catalog() {
    return Optional.of(server.catalog());
  }

  @Override
  public Optional<SnapshotSource> snapshot() {
    return Optional.of(server.snapshot(server.log().map(BinlogEnd::new)));
  }

  @Override
  public Optional<ChangeLog> changeLog() {
    return server.log().map(log -> new BinlogChangeLog(new BinlogEnd(log), log, readerId));
  }

  @Override
  public Optional<RowLookup> rowLookup() {
    return Optional.of(server.rowLookup());
  }

  @Override
  public Optional<Heartbeat> heartbeat() {
    return server.log().map(log -> new HeartbeatTable(server.connections()));
  }

  @Override
  public Optional<SchemaTarget> schemaTarget() {
    return Optional.of(server.schemaTarget());
  }

  @Override
  public Optional<RowSink> rowSink() {
    return Optional.of(server.rowSink());
  }

  @Override
  public Optional<StateStore> stateStore() {
    return Optional.of(server.stateStore());
  }

  @Override
  public List<Precheck> prechecks(EndpointUse use) {
    return switch (use) {
      case SOURCE -> Prechecks.forSource(server, PRODUCTS, LogChecks.of(server));
      case SINK -> Prechecks.forSink(server, PRODUCTS, List.of());
    };
  }

  @Override
  public void abort() {
    server.abort();
  }

  @Override
  public void close() {
    server.close();
  }
}
