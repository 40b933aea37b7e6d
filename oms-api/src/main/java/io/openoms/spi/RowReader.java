package io.openoms.spi;

import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatch;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An open stream of rows. One thread. */
public interface RowReader extends AutoCloseable {

  /** The next rows, at least one; null at the end. Blocks. */
  @Nullable RowBatch next();

  /**
   * The one position of the source's log at which all rows of a table without a key were read: what
   * stands before it is in them, what stands behind it is not. Empty for tables with a key, and
   * where the source has no log or does not tell it.
   */
  default Optional<Position> position() {
    return Optional.empty();
  }

  /** Why there is no {@link #position()}, and what it takes: a part of a sentence. */
  default String whyNoPosition() {
    return "the source does not tell the position of what is read of it";
  }

  /** Ends the stream, also before its end, and gives the connection back. */
  @Override
  void close();
}
