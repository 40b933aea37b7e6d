package io.openoms.jdbc.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How long a session that may hold locks can be silent before its server ends it. Without such a
 * limit, an engine that is stopped or cut off in the middle of a transaction would keep its locks
 * for hours, and against the engine that takes over. Stateless; thread-safe.
 */
public interface IdleLimit {

  /** Beyond any pause in a transaction: one that waits for rows keeps itself alive. */
  Duration OF_WRITERS = Duration.ofSeconds(30);

  /** A session that was silent for so long may be gone in a moment. */
  Duration OF_TRUST = Duration.ofSeconds(15);

  /** Has the server end the session after that silence, and give up its locks. Blocks. */
  void set(Connection connection, Duration silence) throws SQLException;

  /** Lets the session be silent for as long as others. Blocks. */
  void lift(Connection connection) throws SQLException;
}
