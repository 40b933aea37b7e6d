package io.openoms.postgresql;

import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.connection.PooledConnections;
import io.openoms.jdbc.state.JdbcStateStore;
import io.openoms.jdbc.state.StateTables;
import io.openoms.postgresql.catalog.PostgreSqlCatalog;
import io.openoms.postgresql.connection.PostgreSqlProfile;
import io.openoms.postgresql.facts.ServerFactsReader;
import io.openoms.postgresql.fingerprint.PostgreSqlFingerprints;
import io.openoms.postgresql.gate.GateSql;
import io.openoms.postgresql.gate.TableGate;
import io.openoms.postgresql.log.LogRoles;
import io.openoms.postgresql.log.setup.CaptureNames;
import io.openoms.postgresql.mapping.TypeOptions;
import io.openoms.postgresql.precheck.ReadPrivilegesCheck;
import io.openoms.postgresql.precheck.SourceServerCheck;
import io.openoms.postgresql.precheck.TypeOptionsCheck;
import io.openoms.postgresql.precheck.WayBackCheck;
import io.openoms.postgresql.schema.PostgreSqlSchemaTarget;
import io.openoms.postgresql.sink.PostgreSqlRowSink;
import io.openoms.postgresql.snapshot.PostgreSqlSnapshot;
import io.openoms.postgresql.state.PostgreSqlState;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.CaptureSetup;
import io.openoms.spi.Catalog;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.FingerprintSource;
import io.openoms.spi.Heartbeat;
import io.openoms.spi.RowLookup;
import io.openoms.spi.RowSink;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.WriteGate;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.state.StateStore;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A session at one database of a PostgreSQL server. Thread-safe. */
final class PostgreSqlSession implements EndpointSession {

  private final Connections connections;
  private final LogRoles log;
  private final ServerFacts facts;

  private final TypeOptions types;
  private final ValueConversions values;
  private final StateTables stateTables;
  private final TableGate gate;

  private PostgreSqlSession(
      Connections connections,
      LogRoles log,
      ServerFacts facts,
      EndpointOptions options,
      CaptureNames names,
      TypeOptions types) {
    this.connections = connections;
    this.log = log;
    this.facts = facts;
    this.types = types;
    this.values = new ValueConversions(types);
    this.stateTables = new StateTables(options.stateSchema(), PostgreSqlState.INSTANCE);
    this.gate =
        new TableGate(
            connections,
            names.publication(),
            new GateSql(options.stateSchema(), CaptureNames.gate(options.project())));
  }

  /** Connects and asks the server what it is. Blocks. */
  static PostgreSqlSession open(
      ConnectionSettings settings,
      EndpointOptions options,
      CaptureNames.Chosen chosen,
      TypeOptions types) {
    Connections connections =
        new PooledConnections(
            settings, options.project(), options.connections(), PostgreSqlProfile.profile());
    try {
      ServerFacts facts = ServerFactsReader.read(connections);
      String project = options.project();
      String database = facts.setting(ServerFactsReader.DATABASE, "");
      CaptureNames names = CaptureNames.of(project, chosen);
      LogRoles log = new LogRoles(settings, project, database, names, new ValueConversions(types));
      return new PostgreSqlSession(connections, log, facts, options, names, types);
    } catch (RuntimeException e) {
      connections.close();
      throw e;
    }
  }

  @Override
  public ServerFacts facts() {
    return facts;
  }

  /** The number of the cluster, which its replicas have too, and the database. */
  @Override
  public Optional<String> identity() {
    return Optional.of(
        facts.setting(ServerFactsReader.SYSTEM_IDENTIFIER, "")
            + "/"
            + facts.setting(ServerFactsReader.DATABASE, ""));
  }

  @Override
  public OptionalInt connectionLimit() {
    return connections.limit();
  }

  @Override
  public Optional<Catalog> catalog() {
    return Optional.of(new PostgreSqlCatalog(connections, types));
  }

  @Override
  public Optional<SnapshotSource> snapshot() {
    return Optional.of(new PostgreSqlSnapshot(connections, values, log.points()));
  }

  @Override
  public Optional<ChangeLog> changeLog() {
    return Optional.of(log.changeLog());
  }

  @Override
  public Optional<CaptureSetup> captureSetup() {
    return Optional.of(log.captureSetup());
  }

  @Override
  public Optional<RowLookup> rowLookup() {
    return snapshot().map(log::rowLookup);
  }

  @Override
  public Optional<Heartbeat> heartbeat() {
    return Optional.of(log.heartbeat());
  }

  @Override
  public Optional<FingerprintSource> fingerprints() {
    return Optional.of(new PostgreSqlFingerprints(connections, values));
  }

  /** Takes back what was written elsewhere after a switchover. */
  @Override
  public Optional<SchemaTarget> schemaTarget() {
    return Optional.of(new PostgreSqlSchemaTarget(connections));
  }

  @Override
  public Optional<RowSink> rowSink() {
    return Optional.of(rows());
  }

  private RowSink rows() {
    return new PostgreSqlRowSink(connections, stateTables, types);
  }

  @Override
  public Optional<StateStore> stateStore() {
    return Optional.of(new JdbcStateStore(connections, stateTables));
  }

  @Override
  public Optional<WriteGate> writeGate() {
    return Optional.of(gate);
  }

  @Override
  public List<Precheck> prechecks(EndpointUse use) {
    Precheck back = new WayBackCheck(connections, rows(), use);
    Precheck reads = new ReadPrivilegesCheck(connections, use);
    return use == EndpointUse.SINK
        ? List.of(reads, back)
        : List.of(
            new SourceServerCheck(facts),
            reads,
            new TypeOptionsCheck(connections, types),
            log.precheck(),
            back);
  }

  @Override
  public void abort() {
    log.abort();
    connections.abort();
  }

  @Override
  public void close() {
    log.close();
    connections.close();
  }
}
