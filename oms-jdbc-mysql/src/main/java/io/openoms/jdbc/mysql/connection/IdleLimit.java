package io.openoms.jdbc.mysql.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * How long a session that may hold locks can be silent before its server ends it. An engine that is
 * stopped or cut off in the middle of a transaction would hold them for the server's 8 hours, and
 * against the engine that takes over. {@code wait_timeout} is kept by seekdb 1.4.0 in transactions,
 * too, within some seconds (5 tries of 5); its {@code ob_trx_idle_timeout} is not (4 of 19).
 */
public final class IdleLimit {

  /** Beyond any pause in a transaction: one that waits for rows keeps itself alive. */
  public static final Duration OF_WRITERS = Duration.ofSeconds(30);

  /** A session that was silent for so long is not trusted to be there in a moment. */
  public static final Duration OF_TRUST = Duration.ofSeconds(15);

  private IdleLimit() {}

  /** Has the server end the session after that silence, and give up its locks. */
  public static void set(Connection connection, Duration silence) throws SQLException {
    execute(connection, "SET SESSION wait_timeout = " + silence.toSeconds());
  }

  /** Lets the session be silent for as long as others. */
  public static void lift(Connection connection) throws SQLException {
    execute(connection, "SET SESSION wait_timeout = " + SessionSettings.IDLE_SECONDS);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
