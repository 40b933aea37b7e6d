package io.openoms.oceanbase.capture;

import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.mysql.gate.ReadOnlyGate.OpenWork;
import java.sql.Statement;
import java.time.Duration;

/**
 * A server that is read-only refuses new statements at once, also in sessions that are open, but a
 * transaction that has written before can still commit (seen, seekdb 1.4.0). Thread-safe.
 *
 * @param connections the connections to it
 */
public record OpenWrites(Connections connections) implements OpenWork {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Override
  public void awaitEnds(Statement sql) {
    try (CaptureSql own = new CaptureSql(connections)) {
      new OpenTransactions(own)
          .awaitEnds(
              LIMIT,
              JdbcError.COMMITS_HELD,
              "transactions that began before the server was read-only are still open");
    }
  }
}
