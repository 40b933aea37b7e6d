package io.openoms.oceanbase;

import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.jdbc.mysql.precheck.Prechecks;
import io.openoms.jdbc.mysql.precheck.Probe;
import io.openoms.spi.Catalog;
import io.openoms.spi.EndpointSession;
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

/** A session at OceanBase: the roles of the family, without a log. Thread-safe. */
final class OceanBaseSession implements EndpointSession {

  private static final Set<String> PRODUCTS = Set.of(OceanBaseTraits.PRODUCT);

  private final FamilyServer server;

  OceanBaseSession(FamilyServer server) {
    this.server = server;
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
    return Optional.of(server.snapshot(Optional.empty()));
  }

  @Override
  public Optional<RowLookup> rowLookup() {
    return Optional.of(server.rowLookup());
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
      case SOURCE -> Prechecks.forSource(server, PRODUCTS, List.of(new NoLogCheck()));
      case SINK ->
          Prechecks.forSink(
              server,
              PRODUCTS,
              List.of(new SinkDeadTransactionsCheck(new Probe(server.connections()))));
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
