package io.openoms.spi.remote;

import io.openoms.error.MigrationException;

/**
 * Copies chunks, one at a time, each in one transaction of the sink with its mark. One thread at a
 * time; {@link #close} from any.
 */
public interface ChunkWorker extends AutoCloseable {

  /**
   * Copies a chunk, unless that is done already: the same chunk may be given as often as one likes.
   * Blocks; tries again after transient errors.
   *
   * @throws MigrationException STATE_FENCED when another engine has taken the project over, or any
   *     other error that does not concern this table alone
   */
  ChunkResult copy(ChunkId chunk);

  /**
   * Stops the chunk at work and ends the sessions. Idempotent; blocks for ten seconds at the most.
   */
  @Override
  void close();
}
