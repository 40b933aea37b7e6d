package io.openoms.core.copy;

import io.openoms.core.plan.Roles;
import io.openoms.core.state.ProjectState;
import io.openoms.core.task.Control;
import io.openoms.spi.ChunkSplitter;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.state.StoredChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the next chunks of a table behind those that are stored, in the database's own key order.
 * Immutable; blocks on both servers.
 */
record ChunkWalk(Roles roles, ProjectState state, Control control) {

  /** Few, so that a restart has little to read, and handed out soon, so that nobody waits. */
  private static final int CHUNKS_AT_A_TIME = 8;

  private static final long NANOS_AT_A_TIME = Duration.ofMillis(20).toNanos();

  /** At least one chunk; the last one of the table has no upper bound. */
  List<StoredChunk> next(TableCopy table) {
    return table.isReadExactly()
        ? List.of(new StoredChunk(0, ChunkRange.all()))
        : behindStored(table);
  }

  private List<StoredChunk> behindStored(TableCopy table) {
    Optional<StoredChunk> before = state.lastChunk(table.object());
    long number = before.map(chunk -> chunk.number() + 1).orElse(0L);
    Optional<KeyTuple> from = before.flatMap(chunk -> chunk.range().upTo());
    List<StoredChunk> chunks = new ArrayList<>();
    long began = System.nanoTime();
    try (ChunkSplitter splitter =
        roles.snapshot().splitter(table.read(), from, table.chunkRows())) {
      while (chunks.isEmpty()
          || (chunks.size() < CHUNKS_AT_A_TIME && System.nanoTime() - began < NANOS_AT_A_TIME)) {
        control.check();
        Optional<KeyTuple> bound = splitter.nextBound();
        chunks.add(new StoredChunk(number++, new ChunkRange(from, bound)));
        if (bound.isEmpty()) {
          return chunks;
        }
        from = bound;
      }
    }
    return chunks;
  }
}
