package io.openoms.spi;

/**
 * Writes a row at a source, so that its log has something to tell while nobody else writes.
 * Thread-safe; every call blocks on the server.
 */
public interface Heartbeat {

  /** Makes the table for it, if there is none. May be called again. */
  void prepare();

  /** Writes the project's row, in a transaction of its own. */
  void beat(String project);
}
