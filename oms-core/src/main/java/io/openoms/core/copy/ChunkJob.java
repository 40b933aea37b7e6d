package io.openoms.core.copy;

import io.openoms.core.task.Attempts;
import io.openoms.spi.state.StoredChunk;

/**
 * A chunk to be copied.
 *
 * @param table its table
 * @param chunk its number and range
 * @param attempts how often it has failed
 * @param notBefore {@link System#nanoTime()} before which it must not be tried
 */
record ChunkJob(TableCopy table, StoredChunk chunk, Attempts attempts, long notBefore) {

  ChunkJob(TableCopy table, StoredChunk chunk, Attempts attempts) {
    this(table, chunk, attempts, System.nanoTime());
  }

  ChunkJob after(long delayNanos) {
    return new ChunkJob(table, chunk, attempts, System.nanoTime() + delayNanos);
  }

  boolean isDue() {
    return System.nanoTime() - notBefore >= 0;
  }

  @Override
  public String toString() {
    return "chunk " + chunk.number();
  }
}
