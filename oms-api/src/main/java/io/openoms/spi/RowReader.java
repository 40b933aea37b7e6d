package io.openoms.spi;

import io.openoms.spi.data.RowBatch;
import org.jspecify.annotations.Nullable;

/** An open stream of rows. One thread. */
public interface RowReader extends AutoCloseable {

  /** The next rows, at least one; null at the end. Blocks. */
  @Nullable RowBatch next();

  /** Ends the stream, also before its end, and gives the connection back. */
  @Override
  void close();
}
