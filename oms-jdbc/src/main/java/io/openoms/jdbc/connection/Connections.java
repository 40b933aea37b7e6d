package io.openoms.jdbc.connection;

import io.openoms.jdbc.error.SqlFailures;
import java.sql.Connection;
import java.util.OptionalInt;

/** Gives out pinned connections to one server. Thread-safe. */
public interface Connections extends AutoCloseable {

  /**
   * A connection of one thread's own, with all session settings pinned; closing it gives it back.
   * Blocks, at most for the connect time-out.
   *
   * @throws io.openoms.error.MigrationException when there is none to be had
   */
  Connection borrow();

  /**
   * A connection that counts for no limit of a pool and is not pinned, for one long task: it is cut
   * off by {@link Connection#abort}, which never blocks. Blocks, at most for the connect time-out.
   *
   * @throws io.openoms.error.MigrationException when there is none to be had
   */
  Connection dedicated();

  /**
   * The most connections that the caller's own pool gives at the same time; empty where this
   * library keeps the pool, or where the caller's does not tell. Does not block.
   */
  default OptionalInt limit() {
    return OptionalInt.empty();
  }

  /** Names what the driver throws on these connections. */
  SqlFailures failures();

  /** Takes a connection out of use, cutting it off: what it was doing is given up. */
  void discard(Connection connection);

  /** Cuts every connection off; later borrowing fails. Does not block on the server. */
  void abort();

  /** Ends all connections that are not given out. Idempotent. */
  @Override
  void close();
}
