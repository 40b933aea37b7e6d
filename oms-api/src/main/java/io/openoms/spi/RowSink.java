package io.openoms.spi;

import io.openoms.ObjectName;

/** Writes rows. Thread-safe; each connection that it opens belongs to one thread. */
public interface RowSink {

  /** Opens one writing connection. Blocks. */
  SinkConnection connect();

  /** Whether a table holds no row. Blocks. */
  boolean isEmpty(ObjectName table);
}
