package io.openoms.core.copy;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.state.StoredChunk;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Splits a table, some chunks at a time. Bounds are stored before a chunk is handed out, so a
 * restart finds the very same chunks.
 */
final class TableSplitter {

  private final String writer;
  private final CopyScope scope;
  private final ChunkWalk walk;

  TableSplitter(String writer, CopyScope scope) {
    this.writer = writer;
    this.scope = scope;
    this.walk = new ChunkWalk(scope.roles(), scope.state(), scope.control());
  }

  /** Adds the next chunks of a table to the queue. */
  void splitNext(TableCopy table) {
    List<StoredChunk> chunks;
    try {
      chunks = walk.next(table);
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
}
