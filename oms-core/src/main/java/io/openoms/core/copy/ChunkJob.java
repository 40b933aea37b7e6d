package io.openoms.core.copy;

import io.openoms.spi.state.StoredChunk;

/**
 * A chunk to be copied.
 *
 * @param table its table
 * @param chunk its number and range
 * @param attempt how often it was tried before
 * @param notBefore {@link System#nanoTime()} before which it must not be tried
 */
record ChunkJob(TableCopy table, StoredChunk chunk, int attempt, long notBefore) {

  ChunkJob again(long delayNanos) {
    return new ChunkJob(table, chunk, attempt + 1, System.nanoTime() + delayNanos);
  }

  boolean isDue() {
    return System.nanoTime() - notBefore >= 0;
  }

  @Override
  public String toString() {
    return "chunk " + chunk.number();
  }
}
