package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.spi.data.RowImage;

/**
 * Reads the values of one column. One thread: decoders keep buffers. What the bytes cannot mean is
 * a {@link io.openoms.binlog.mysql.error.MalformedEventException}.
 */
public interface ValueDecoder {

  /** Steps over a value. */
  void skip(Cursor in);

  /** Reads a value and adds its canonical bytes. */
  void decode(Cursor in, RowImage.Builder out);
}
