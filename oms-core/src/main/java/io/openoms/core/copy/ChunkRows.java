package io.openoms.core.copy;

import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatch;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of one attempt to copy a chunk, as its writer takes them. */
interface ChunkRows {

  /**
   * The next batch; null at the end. Blocks, and keeps the transaction alive meanwhile.
   *
   * @throws io.openoms.error.MigrationException when the chunk cannot be read
   */
  @Nullable RowBatch next(SinkTransaction tx);

  /** Where all rows of this attempt were read; empty where that is not known. */
  Optional<Position> position();
}
