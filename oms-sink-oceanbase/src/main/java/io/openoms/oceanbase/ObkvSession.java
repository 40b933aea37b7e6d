package io.openoms.oceanbase;

import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.oceanbase.obkv.CellSchemaTarget;
import io.openoms.oceanbase.obkv.CellTableTemplate;
import io.openoms.spi.CaptureSetup;
import io.openoms.spi.Catalog;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.FingerprintSource;
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

/**
 * A session at OceanBase that creates tables of cells. It has the roles of a sink, and those by
 * which what SQL writes is followed back after a switchover. Thread-safe.
 */
final class ObkvSession implements EndpointSession {

  private final OceanBaseSession session;
  private final CellTableTemplate template;

  ObkvSession(OceanBaseSession session, CellTableTemplate template) {
    this.session = session;
    this.template = template;
  }

  @Override
  public ServerFacts facts() {
    return session.facts();
  }

  @Override
  public Optional<String> identity() {
    return session.identity();
  }

  @Override
  public OptionalInt connectionLimit() {
    return session.connectionLimit();
  }

  @Override
  public Optional<Catalog> catalog() {
    return session.catalog();
  }

  @Override
  public Optional<SnapshotSource> snapshot() {
    return session.snapshot();
  }

  @Override
  public Optional<FingerprintSource> fingerprints() {
    return session.fingerprints();
  }

  @Override
  public Optional<SchemaTarget> schemaTarget() {
    FamilyServer server = session.server();
    return Optional.of(
        new CellSchemaTarget(
            server.schemaTarget(), server.traits().probe(server.connections()), template));
  }

  @Override
  public Optional<RowSink> rowSink() {
    return session.rowSink();
  }

  @Override
  public Optional<StateStore> stateStore() {
    return session.stateStore();
  }

  @Override
  public Optional<ChangeLog> changeLog() {
    return session.changeLog();
  }

  @Override
  public Optional<CaptureSetup> captureSetup() {
    return session.captureSetup();
  }

  @Override
  public Optional<RowLookup> rowLookup() {
    return session.rowLookup();
  }

  @Override
  public Optional<WriteGate> writeGate() {
    return session.writeGate();
  }

  @Override
  public List<Precheck> prechecks(EndpointUse use) {
    return session.prechecks(use);
  }

  @Override
  public void abort() {
    session.abort();
  }

  @Override
  public void close() {
    session.close();
  }
}
