package io.openoms.jdbc.mysql.log;

import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.ServerFacts;

/**
 * A server with a binary log. Thread-safe.
 *
 * @param connections the connections to it
 * @param facts what it said of itself
 * @param traits what its product does in its own way
 */
public record LogServer(Connections connections, ServerFacts facts, LogTraits traits) {

  /** Its identity among other servers; empty where it shows none. */
  public String identity() {
    return traits.server(facts);
  }
}
