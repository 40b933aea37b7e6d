package io.openoms.tidb;

import io.openoms.dialect.mysql.ddl.DdlTarget;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.connection.FamilyProfile;
import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.jdbc.mysql.fingerprint.DoubleBits;
import io.openoms.jdbc.mysql.fingerprint.MySqlFamilyFingerprints;
import io.openoms.jdbc.mysql.schema.MySqlFamilySchemaTarget;
import io.openoms.spi.Catalog;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.FingerprintSource;
import io.openoms.spi.GivenNumbers;
import io.openoms.spi.RowLookup;
import io.openoms.spi.RowSink;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.WriteGate;
import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.state.StateStore;
import io.openoms.tidb.catalog.TextOrderProbe;
import io.openoms.tidb.catalog.TiDbCatalog;
import io.openoms.tidb.gate.ClusterWrites;
import io.openoms.tidb.gate.SuperReadOnlyGate;
import io.openoms.tidb.precheck.TiDbChecks;
import io.openoms.tidb.precheck.TiDbVersion;
import io.openoms.tidb.snapshot.TiDbSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A session at a TiDB cluster: the roles of the family's sources, where TiDB plays them in its own
 * way put together anew; and those of its sinks, for changes that flow back. Thread-safe.
 */
final class TiDbSession implements EndpointSession {

  private static final Set<String> PRODUCTS = Set.of(TiDbTraits.PRODUCT);

  private final FamilyServer server;
  private final TextOrderProbe order;
  private final Catalog catalog;
  private final SnapshotSource snapshot;
  private final Optional<ChangefeedRoles> changefeed;
  private final Optional<WriteGate> gate;

  private TiDbSession(FamilyServer server, Optional<Changefeed> changefeed, String stateSchema) {
    this.server = server;
    this.order = new TextOrderProbe(server.connections());
    this.changefeed =
        changefeed.map(feed -> new ChangefeedRoles(feed.settings(), server.connections(), order));
    this.catalog = new TiDbCatalog(server.connections(), server.catalog(), order);
    this.snapshot = new TiDbSnapshot(server.connections(), server.facts(), order);
    this.gate = gate(server, stateSchema);
  }

  /** Before TiDB 6.2 a statement that was at work commits although the cluster is read-only. */
  private static Optional<WriteGate> gate(FamilyServer server, String stateSchema) {
    ServerFacts facts = server.facts();
    return facts.settings().containsKey(SuperReadOnlyGate.VARIABLE)
            && !TiDbVersion.isBefore(facts.version(), 6, 2)
        ? Optional.of(
            new SuperReadOnlyGate(server.connections(), ClusterWrites.usual(), stateSchema))
        : Optional.empty();
  }

  /** Connects and asks the server what it is. Blocks. */
  static TiDbSession open(
      ConnectionSettings settings, Optional<Changefeed> changefeed, EndpointOptions options) {
    TiDbTraits traits = new TiDbTraits();
    return new TiDbSession(
        FamilyServer.open(
            settings,
            options,
            FamilyProfile.of(List.of(traits.errors()), TiDbSettings.ALL),
            traits),
        changefeed,
        options.stateSchema());
  }

  private Connections connections() {
    return server.connections();
  }

  @Override
  public ServerFacts facts() {
    return server.facts();
  }

  @Override
  public Optional<String> identity() {
    return ClusterIdentity.of(connections());
  }

  @Override
  public OptionalInt connectionLimit() {
    return connections().limit();
  }

  @Override
  public Optional<Catalog> catalog() {
    return Optional.of(catalog);
  }

  @Override
  public Optional<SnapshotSource> snapshot() {
    return Optional.of(snapshot);
  }

  @Override
  public Optional<FingerprintSource> fingerprints() {
    return Optional.of(new MySqlFamilyFingerprints(connections(), DoubleBits.ARITHMETIC));
  }

  @Override
  public Optional<ChangeLog> changeLog() {
    return changefeed.map(ChangefeedRoles::changeLog);
  }

  /** A statement sees all that committed before it begins, so no look has to wait for a lock. */
  @Override
  public Optional<RowLookup> rowLookup() {
    return Optional.of(snapshot::find);
  }

  @Override
  public Optional<SchemaTarget> schemaTarget() {
    DdlTarget target =
        new DdlTarget(
            server.facts(), server.traits().ddl(), server.traits().probe(server.connections()));
    return Optional.of(new MySqlFamilySchemaTarget(server.connections(), target, true));
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
  public Optional<WriteGate> writeGate() {
    return gate;
  }

  @Override
  public Optional<GivenNumbers> givenNumbers() {
    return Optional.of(server.givenNumbers());
  }

  @Override
  public List<Precheck> prechecks(EndpointUse use) {
    if (use == EndpointUse.SINK) {
      return TiDbChecks.ofSink(server, PRODUCTS);
    }
    List<Precheck> checks =
        new ArrayList<>(TiDbChecks.ofSource(server, PRODUCTS, order, gate.isPresent()));
    changefeed.ifPresent(roles -> checks.add(roles.precheck()));
    return checks;
  }

  @Override
  public void abort() {
    changefeed.ifPresent(ChangefeedRoles::close);
    server.abort();
  }

  @Override
  public void close() {
    changefeed.ifPresent(ChangefeedRoles::close);
    server.close();
  }
}
