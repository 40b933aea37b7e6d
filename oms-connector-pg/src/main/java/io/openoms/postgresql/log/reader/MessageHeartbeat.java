package io.openoms.postgresql.log.reader;

import io.openoms.jdbc.connection.Connections;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.spi.Heartbeat;

/**
 * Writes a message into the log, in a transaction of its own. It needs no table, and changes no
 * row. Thread-safe.
 *
 * @param connections ordinary connections
 */
public record MessageHeartbeat(Connections connections) implements Heartbeat {

  @Override
  public void prepare() {
    // Nothing is needed.
  }

  @Override
  public void beat(String project) {
    try (LogSession session = new LogSession(connections, "writing a heartbeat")) {
      session.value("SELECT pg_catalog.pg_logical_emit_message(true, 'openoms', 'heartbeat')");
    }
  }
}
