package io.openoms.core.verify;

import io.openoms.ObjectName;
import io.openoms.VerificationOptions;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChunkSplitter;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.KeyTuple;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Hands out the chunks of all tables, one table after another. Thread-safe; calls block. */
final class ChunkFeed {

  private static final long CHUNK_ROWS = 20_000;

  private final VerifiedTables tables;
  private final SnapshotSource source;
  private final long chunkRows;
  private final BiFunction<ObjectName, List<MigratedObject>, TableTally> tallies;
  private final Iterator<Map.Entry<ObjectName, List<MigratedObject>>> left;
  private @Nullable Walk walk;

  ChunkFeed(
      VerifiedTables tables,
      SnapshotSource source,
      VerificationOptions options,
      BiFunction<ObjectName, List<MigratedObject>, TableTally> tallies) {
    this.tables = tables;
    this.source = source;
    this.chunkRows = options.chunkRows() == 0 ? CHUNK_ROWS : options.chunkRows();
    this.tallies = tallies;
    this.left = tables.targets().entrySet().iterator();
  }

  /** A walk over one table. */
  private static final class Walk {
    private final VerifiedTable table;
    private final TableTally tally;
    private final @Nullable ChunkSplitter splitter;
    private ChunkRange last = ChunkRange.all();
    private ChunkRange lastAtSink = ChunkRange.all();
    private boolean isOver;

    Walk(VerifiedTable table, TableTally tally, @Nullable ChunkSplitter splitter) {
      this.table = table;
      this.tally = tally;
      this.splitter = splitter;
    }

    VerifiedChunk next(SnapshotSource source) {
      Optional<KeyTuple> bound = splitter == null ? Optional.empty() : splitter.nextBound();
      Optional<KeyTuple> there = bound.map(key -> source.canonical(table.sources().get(0), key));
      last = new ChunkRange(last.upTo(), bound);
      lastAtSink = new ChunkRange(lastAtSink.upTo(), there);
      isOver = bound.isEmpty();
      return new VerifiedChunk(table, last, lastAtSink, tally);
    }

    void close() {
      if (splitter != null) {
        splitter.close();
      }
    }
  }

  /** The next chunk; null when none is left. */
  synchronized @Nullable VerifiedChunk next() {
    while (walk != null || left.hasNext()) {
      Walk current = walk == null ? begin(left.next()) : walk;
      walk = current;
      VerifiedChunk chunk = current == null ? null : chunk(current);
      if (chunk != null) {
        return chunk;
      }
    }
    return null;
  }

  private @Nullable VerifiedChunk chunk(Walk current) {
    if (current.isOver || current.tally.isFailed()) {
      close();
      return null;
    }
    try {
      return current.next(source);
    } catch (MigrationException e) {
      current.tally.fail(e);
      return null;
    }
  }

  /** Begins with a table; null when it cannot be read. */
  private @Nullable Walk begin(Map.Entry<ObjectName, List<MigratedObject>> next) {
    TableTally tally = tallies.apply(next.getKey(), next.getValue());
    try {
      VerifiedTable table = tables.table(next.getKey(), next.getValue());
      ChunkSplitter splitter =
          table.isKeyless()
              ? null
              : source.splitter(table.sources().get(0), Optional.empty(), chunkRows);
      return new Walk(table, tally, splitter);
    } catch (MigrationException e) {
      tally.fail(e);
      return null;
    }
  }

  /** Gives the open walk's connection back. */
  synchronized void close() {
    Walk open = walk;
    walk = null;
    if (open != null) {
      open.close();
    }
  }
}
