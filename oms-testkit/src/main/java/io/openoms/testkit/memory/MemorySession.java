package io.openoms.testkit.memory;

import io.openoms.spi.CaptureSetup;
import io.openoms.spi.Catalog;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.Delivery;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.Heartbeat;
import io.openoms.spi.RowLookup;
import io.openoms.spi.RowSink;
import io.openoms.spi.SchemaTarget;
import io.openoms.spi.ServerFacts;
import io.openoms.spi.SinkCapability;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.WriteGate;
import io.openoms.spi.state.StateStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A session with a server in memory, which plays all roles. Thread-safe. */
final class MemorySession implements EndpointSession {

  private final MemoryServer server;
  private final String project;
  private final Optional<String> leftOut;
  private final Set<MemoryTransaction> transactions = ConcurrentHashMap.newKeySet();
  private final Set<SinkCapability> capabilities;
  private final Delivery delivery;
  private volatile boolean cut;

  MemorySession(
      MemoryServer server,
      EndpointOptions options,
      Set<SinkCapability> capabilities,
      Delivery delivery) {
    this.server = server;
    this.project = options.project();
    this.leftOut = options.leftOut();
    this.capabilities = capabilities;
    this.delivery = delivery;
  }

  /** The project for which it was opened. */
  String project() {
    return project;
  }

  /** The project whose writes the log does not tell. */
  Optional<String> leftOut() {
    return leftOut;
  }

  Delivery delivery() {
    return delivery;
  }

  Set<SinkCapability> capabilities() {
    return capabilities;
  }

  /** Refuses a call that the engine must not make at this sink. */
  void require(SinkCapability capability) {
    if (!capabilities.contains(capability)) {
      throw MemoryServer.failure(MemoryError.MEMORY_CALL_WRONG, "this sink has no " + capability);
    }
  }

  MemoryServer server() {
    requireOpen();
    return server;
  }

  MemoryTransaction begin() {
    requireOpen();
    MemoryTransaction transaction = server.begin(() -> cut);
    transactions.add(transaction);
    return transaction;
  }

  void end(MemoryTransaction transaction) {
    transaction.rollback();
    transactions.remove(transaction);
  }

  private void requireOpen() {
    if (cut) {
      throw MemoryServer.failure(MemoryError.MEMORY_SESSION_CLOSED, "the session is closed");
    }
  }

  @Override
  public ServerFacts facts() {
    return new ServerFacts(
        "Memory",
        "1",
        Map.of("lower_case_table_names", "0"),
        Set.of("utf8"),
        Set.of(MemoryTables.BINARY, MemoryTables.NO_CASE),
        Optional.of(Duration.ZERO));
  }

  @Override
  public Optional<String> identity() {
    return Optional.of(server.identity());
  }

  @Override
  public Optional<Catalog> catalog() {
    return Optional.of(new MemoryCatalog(this));
  }

  @Override
  public Optional<SnapshotSource> snapshot() {
    return Optional.of(new MemorySnapshotSource(this));
  }

  @Override
  public Optional<ChangeLog> changeLog() {
    return Optional.of(new MemoryChangeLog(this));
  }

  @Override
  public Optional<CaptureSetup> captureSetup() {
    return Optional.of(new MemoryCaptureSetup(this));
  }

  @Override
  public Optional<RowLookup> rowLookup() {
    return Optional.of(new MemoryRowLookup(this));
  }

  @Override
  public Optional<Heartbeat> heartbeat() {
    return Optional.of(new MemoryHeartbeat(this));
  }

  @Override
  public Optional<SchemaTarget> schemaTarget() {
    return Optional.of(new MemorySchemaTarget(this));
  }

  @Override
  public Optional<RowSink> rowSink() {
    return Optional.of(new MemoryRowSink(this));
  }

  @Override
  public Optional<StateStore> stateStore() {
    return Optional.of(new MemoryStateStore(this));
  }

  @Override
  public Optional<WriteGate> writeGate() {
    return Optional.of(new MemoryWriteGate(this));
  }

  @Override
  public void abort() {
    close();
  }

  @Override
  public void close() {
    cut = true;
    transactions.forEach(MemoryTransaction::rollback);
  }
}
