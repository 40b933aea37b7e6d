package io.openoms.spi;

import io.openoms.spi.precheck.EndpointUse;
import io.openoms.spi.precheck.Precheck;
import io.openoms.spi.state.StateStore;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An open endpoint and the roles that it can play. A role that is absent is a named error when a
 * phase needs it. Thread-safe; the roles are too, what they open is not unless it says so.
 */
public interface EndpointSession extends AutoCloseable {

  /** What the server said about itself when the session was opened. */
  ServerFacts facts();

  /**
   * The identity of this server's data, whatever address it is reached by; empty when nothing does.
   * A server that takes another one's place may have an identity of its own.
   */
  default Optional<String> identity() {
    return Optional.empty();
  }

  /**
   * The most connections that a pool of the caller's gives at the same time; empty where the
   * endpoint makes its own, or where the pool does not tell. Does not block.
   */
  default OptionalInt connectionLimit() {
    return OptionalInt.empty();
  }

  /** Reads names and definitions. */
  default Optional<Catalog> catalog() {
    return Optional.empty();
  }

  /** Reads rows in chunks. */
  default Optional<SnapshotSource> snapshot() {
    return Optional.empty();
  }

  /** Computes fingerprints of rows at the server. */
  default Optional<FingerprintSource> fingerprints() {
    return Optional.empty();
  }

  /** Tells the log of changes. */
  default Optional<ChangeLog> changeLog() {
    return Optional.empty();
  }

  /** Prepares the source for its log, where the log needs that. */
  default Optional<CaptureSetup> captureSetup() {
    return Optional.empty();
  }

  /** Reads single rows where the log is written. */
  default Optional<RowLookup> rowLookup() {
    return Optional.empty();
  }

  /** Writes a row, so that the log moves. */
  default Optional<Heartbeat> heartbeat() {
    return Optional.empty();
  }

  /** Converts and creates objects. */
  default Optional<SchemaTarget> schemaTarget() {
    return Optional.empty();
  }

  /** Writes rows. */
  default Optional<RowSink> rowSink() {
    return Optional.empty();
  }

  /** Keeps a project's state. */
  default Optional<StateStore> stateStore() {
    return Optional.empty();
  }

  /** Keeps applications from writing, for a switchover. */
  default Optional<WriteGate> writeGate() {
    return Optional.empty();
  }

  /** The numbers that the server gives to new rows of its applications; empty when none. */
  default Optional<GivenNumbers> givenNumbers() {
    return Optional.empty();
  }

  /** The checks that this endpoint contributes for that use. */
  default List<Precheck> prechecks(EndpointUse use) {
    return List.of();
  }

  /**
   * Cuts every connection at once, without a word to the server: statements at work fail in their
   * threads. From any thread; does not block on a hanging server. {@link #close()} still follows.
   */
  void abort();

  /** Closes every connection. Idempotent; bounded in time. */
  @Override
  void close();
}
