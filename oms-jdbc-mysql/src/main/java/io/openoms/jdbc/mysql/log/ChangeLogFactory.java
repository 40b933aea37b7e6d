package io.openoms.jdbc.mysql.log;

import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.ServerFacts;

/** Makes the role that reads a server's binary log, for endpoints that have one. Thread-safe. */
@FunctionalInterface
public interface ChangeLogFactory {

  /**
   * The log of the server with those facts.
   *
   * @param end tells where it ends
   * @param connections the session's connections
   */
  ChangeLog changeLog(BinlogEnd end, Connections connections, ServerFacts facts);
}
