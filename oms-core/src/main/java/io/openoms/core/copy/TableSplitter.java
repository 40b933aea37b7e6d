package io.openoms.core.copy;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChunkSplitter;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.state.StoredChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Splits a table, some chunks at a time, in the database's own key order. Bounds are stored before
 * a chunk is handed out, so a restart finds the very same chunks.
 */
final class TableSplitter {

  /** Few, so that a restart has little to read, and handed out soon, so that nobody waits. */
  private static final int CHUNKS_AT_A_TIME = 8;

  private static final long NANOS_AT_A_TIME = Duration.ofMillis(20).toNanos();

  private final String writer;
  private final CopyScope scope;

  TableSplitter(String writer, CopyScope scope) {
    this.writer = writer;
    this.scope = scope;
  }

  /** Adds the next chunks of a table to the queue. */
  void splitNext(TableCopy table) {
    List<StoredChunk> chunks;
    try {
      chunks = table.isReadExactly() ? wholeTable() : walk(table);
    } catch (MigrationException e) {
      scope.control().check();
      retryOrFail(table, e);
      return;
    }
    add(table, chunks);
  }

  private void add(TableCopy table, List<StoredChunk> chunks) {
    boolean last = chunks.get(chunks.size() - 1).range().upTo().isEmpty();
    // Counted before they are stored: a table must not look copied in between.
    table.opened(chunks.size());
    scope
        .repeater()
        .run(
            ErrorContext.of(table.object().source()),
            () -> scope.state().addChunks(writer, table.object(), chunks, last));
    chunks.forEach(chunk -> scope.queue().addChunk(new ChunkJob(table, chunk, scope.attempts())));
    if (!last) {
      scope.queue().splitAgain(table);
    }
  }

  private void retryOrFail(TableCopy table, MigrationException error) {
    OptionalLong delay = table.splitFailed(error);
    if (delay.isEmpty()) {
      scope.failTable(writer, table, error);
      return;
    }
    scope.reporter().error(error, true);
    scope.control().sleep(TimeUnit.NANOSECONDS.toMillis(delay.getAsLong()));
    scope.queue().splitAgain(table);
  }

  private static List<StoredChunk> wholeTable() {
    return List.of(new StoredChunk(0, ChunkRange.all()));
  }

  private List<StoredChunk> walk(TableCopy table) {
    Optional<StoredChunk> before = scope.state().lastChunk(table.object());
    long number = before.map(chunk -> chunk.number() + 1).orElse(0L);
    Optional<KeyTuple> from = before.flatMap(chunk -> chunk.range().upTo());
    List<StoredChunk> chunks = new ArrayList<>();
    long began = System.nanoTime();
    try (ChunkSplitter splitter =
        scope.roles().snapshot().splitter(table.read(), from, table.chunkRows())) {
      while (chunks.isEmpty()
          || (chunks.size() < CHUNKS_AT_A_TIME && System.nanoTime() - began < NANOS_AT_A_TIME)) {
        scope.control().check();
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
