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

  /** By what it is told from others; empty where it does not say. */
  public String identity() {
    return traits.server(facts);
  }
}
