package io.openoms.jdbc.mysql.endpoint;

import io.openoms.jdbc.mysql.log.LogMark;
import io.openoms.jdbc.mysql.snapshot.ReadMoments;
import io.openoms.spi.Catalog;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.FingerprintSource;
import io.openoms.spi.GivenNumbers;
import io.openoms.spi.RowLookup;
import io.openoms.spi.RowSink;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.state.StateStore;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A session at one server of the family, with the roles that every such server can play. An
 * endpoint adds its own: its checks, and its log, if it has one. Thread-safe.
 */
public abstract class FamilySession implements EndpointSession {

  private final FamilyServer server;

  /** A session at that server, which it closes. */
  protected FamilySession(FamilyServer server) {
    this.server = server;
  }

  /** The server. */
  public final FamilyServer server() {
    return server;
  }

  /** Gives the position of what is read in the source's log; empty where there is no log. */
  protected Optional<? extends LogMark> logMark() {
    return Optional.empty();
  }

  /** The moments at which rows are read. */
  protected ReadMoments moments() {
    return ReadMoments.ofStatements();
  }

  @Override
  public final ServerFacts facts() {
    return server.facts();
  }

  @Override
  public final Optional<String> identity() {
    return server.identity();
  }

  @Override
  public final OptionalInt connectionLimit() {
    return server.connections().limit();
  }

  @Override
  public final Optional<Catalog> catalog() {
    return Optional.of(server.catalog());
  }

  @Override
  public final Optional<SnapshotSource> snapshot() {
    return Optional.of(server.snapshot(moments(), logMark()));
  }

  @Override
  public final Optional<FingerprintSource> fingerprints() {
    return Optional.of(server.fingerprints());
  }

  @Override
  public final Optional<RowLookup> rowLookup() {
    return Optional.of(server.rowLookup(moments()));
  }

  @Override
  public final Optional<SchemaTarget> schemaTarget() {
    return Optional.of(server.schemaTarget());
  }

  @Override
  public final Optional<RowSink> rowSink() {
    return Optional.of(server.rowSink());
  }

  @Override
  public final Optional<StateStore> stateStore() {
    return Optional.of(server.stateStore());
  }

  @Override
  public final Optional<GivenNumbers> givenNumbers() {
    return Optional.of(server.givenNumbers());
  }

  /** Cuts off what the session has connected to beside its server; does not block. */
  protected void abortOthers() {
    // Most have nothing else.
  }

  /** Closes what the session has connected to beside its server. Idempotent. */
  protected void closeOthers() {
    // Most have nothing else.
  }

  @Override
  public final void abort() {
    server.abort();
    abortOthers();
  }

  @Override
  public final void close() {
    try {
      closeOthers();
    } finally {
      server.close();
    }
  }
}
