package io.openoms.jdbc.mysql.endpoint;

import io.openoms.jdbc.connection.ConnectionProfile;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.connection.PooledConnections;
import io.openoms.jdbc.mysql.catalog.InformationSchemaCatalog;
import io.openoms.jdbc.mysql.facts.ServerFactsReader;
import io.openoms.jdbc.mysql.log.BinlogEnd;
import io.openoms.jdbc.mysql.log.ChangeLogFactory;
import io.openoms.jdbc.mysql.log.HeartbeatTable;
import io.openoms.jdbc.mysql.precheck.Prechecks;
import io.openoms.jdbc.mysql.schema.MySqlFamilySchemaTarget;
import io.openoms.jdbc.mysql.sink.MySqlFamilyRowSink;
import io.openoms.jdbc.mysql.snapshot.MySqlFamilyRowLookup;
import io.openoms.jdbc.mysql.snapshot.MySqlFamilySnapshot;
import io.openoms.jdbc.mysql.state.JdbcStateStore;
import io.openoms.jdbc.mysql.state.StateTables;
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
import java.util.Set;

/** A session with every role that servers of the family share. Thread-safe. */
public final class MySqlFamilySession implements EndpointSession {

  private static final String SMALLEST_PACKET = "4194304";

  private final Connections connections;
  private final ServerFacts facts;
  private final StateTables stateTables;
  private final Set<String> products;
  private final Optional<ChangeLogFactory> logs;

  private MySqlFamilySession(
      Connections connections,
      ServerFacts facts,
      String stateSchema,
      Set<String> products,
      Optional<ChangeLogFactory> logs) {
    this.logs = logs;
    this.connections = connections;
    this.facts = facts;
    this.stateTables = new StateTables(stateSchema);
    this.products = products;
  }

  /**
   * Connects and asks the server what it is. Blocks.
   *
   * @param profile the driver and the settings of each session
   * @param products what the server may be, by {@link ServerFacts#product()}
   * @param logs makes the role that reads the server's log, where the endpoint has one
   */
  public static MySqlFamilySession open(
      ConnectionSettings settings,
      EndpointOptions options,
      ConnectionProfile profile,
      Set<String> products,
      Optional<ChangeLogFactory> logs) {
    Connections connections =
        new PooledConnections(settings, options.project(), options.connections(), profile);
    try {
      return new MySqlFamilySession(
          connections, ServerFactsReader.read(connections), options.stateSchema(), products, logs);
    } catch (RuntimeException e) {
      connections.close();
      throw e;
    }
  }

  Connections connections() {
    return connections;
  }

  Set<String> products() {
    return products;
  }

  @Override
  public ServerFacts facts() {
    return facts;
  }

  /** MySQL's UUID, MariaDB's (from 11 on), or what else was given to a server by its operator. */
  @Override
  public Optional<String> identity() {
    String id = facts.setting("server_uuid", facts.setting("server_uid", ""));
    return Optional.of(
        !id.isEmpty()
            ? id
            : facts.setting("hostname", "")
                + ":"
                + facts.setting("port", "")
                + "/"
                + facts.setting("server_id", ""));
  }

  @Override
  public Optional<Catalog> catalog() {
    return Optional.of(new InformationSchemaCatalog(connections, facts));
  }

  @Override
  public Optional<SnapshotSource> snapshot() {
    return Optional.of(new MySqlFamilySnapshot(connections, facts, log()));
  }

  @Override
  public Optional<ChangeLog> changeLog() {
    return logs.flatMap(factory -> log().map(end -> factory.changeLog(end, connections, facts)));
  }

  @Override
  public Optional<RowLookup> rowLookup() {
    return Optional.of(new MySqlFamilyRowLookup(connections));
  }

  @Override
  public Optional<Heartbeat> heartbeat() {
    return log().map(end -> new HeartbeatTable(connections));
  }

  private Optional<BinlogEnd> log() {
    // OceanBase's kernel says that log_bin is on and refuses every statement on it.
    boolean logs =
        !facts.product().equals("OceanBase")
            && facts.setting("log_bin", "OFF").equalsIgnoreCase("ON");
    return logs ? Optional.of(new BinlogEnd(connections, facts)) : Optional.empty();
  }

  @Override
  public Optional<SchemaTarget> schemaTarget() {
    return Optional.of(new MySqlFamilySchemaTarget(connections, facts));
  }

  @Override
  public Optional<RowSink> rowSink() {
    long packet = Long.parseLong(facts.setting("max_allowed_packet", SMALLEST_PACKET));
    return Optional.of(new MySqlFamilyRowSink(connections, stateTables, packet));
  }

  @Override
  public Optional<StateStore> stateStore() {
    return Optional.of(new JdbcStateStore(connections, stateTables));
  }

  @Override
  public List<Precheck> prechecks(EndpointUse use) {
    return switch (use) {
      case SOURCE -> Prechecks.forSource(connections, facts, products);
      case SINK -> Prechecks.forSink(connections, facts, products);
    };
  }

  @Override
  public void abort() {
    connections.abort();
  }

  @Override
  public void close() {
    connections.close();
  }
}
