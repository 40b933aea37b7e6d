package io.openoms.core.verify;

import io.openoms.ObjectName;
import io.openoms.VerificationOptions;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChunkSplitter;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.state.StoredComparison;
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
  private final Repeater repeater;
  private final BiFunction<ObjectName, List<MigratedObject>, TableTally> tallies;
  private final BiFunction<TableTally, VerifiedTable, StoredComparison> beginnings;
  private final Iterator<Map.Entry<ObjectName, List<MigratedObject>>> left;
  private final int all;
  private volatile int done;
  private @Nullable Walk walk;

  ChunkFeed(
      VerifiedTables tables,
      SnapshotSource source,
      VerificationOptions options,
      Repeater repeater,
      Map<ObjectName, List<MigratedObject>> targets,
      BiFunction<ObjectName, List<MigratedObject>, TableTally> tallies,
      BiFunction<TableTally, VerifiedTable, StoredComparison> beginnings) {
    this.tables = tables;
    this.source = source;
    this.chunkRows = options.chunkRows() == 0 ? CHUNK_ROWS : options.chunkRows();
    this.repeater = repeater;
    this.tallies = tallies;
    this.beginnings = beginnings;
    this.all = targets.size();
    this.left = targets.entrySet().iterator();
  }

  /** How many tables there are. */
  int all() {
    return all;
  }

  /** How many of them have no chunk left. Never blocks. */
  int done() {
    return done;
  }

  /** A walk over one table. */
  private final class Walk {
    private final VerifiedTable table;
    private final TableTally tally;
    private @Nullable ChunkSplitter splitter;
    private Optional<KeyTuple> last;
    private Optional<KeyTuple> lastAtSink;
    private boolean isOver;

    /** Over what lies behind what is judged. */
    Walk(VerifiedTable table, TableTally tally, StoredComparison judged) {
      this.table = table;
      this.tally = tally;
      this.last = judged.upTo();
      this.lastAtSink = atSink(last);
      this.isOver = judged.isDone();
    }

    VerifiedChunk next() {
      Optional<KeyTuple> bound =
          table.isKeyless() ? Optional.empty() : repeater.ask(where(table), this::bound);
      Optional<KeyTuple> there = atSink(bound);
      ChunkRange range = new ChunkRange(last, bound);
      ChunkRange sinkRange = new ChunkRange(lastAtSink, there);
      last = bound;
      lastAtSink = there;
      isOver = bound.isEmpty();
      return new VerifiedChunk(table, range, sinkRange, tally, tally.progress().next(bound));
    }

    private Optional<KeyTuple> atSink(Optional<KeyTuple> bound) {
      return bound.map(key -> repeater.ask(where(table), () -> source.canonical(read(), key)));
    }

    /** After an error another walk goes on behind the last bound. */
    private Optional<KeyTuple> bound() {
      ChunkSplitter open = splitter == null ? source.splitter(read(), last, chunkRows) : splitter;
      splitter = open;
      try {
        return open.nextBound();
      } catch (MigrationException e) {
        splitter = null;
        open.close();
        throw e;
      }
    }

    private TableRead read() {
      return table.sources().get(0);
    }

    void close() {
      ChunkSplitter open = splitter;
      splitter = null;
      if (open != null) {
        open.close();
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
      if (walk == null) {
        done++;
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
      return current.next();
    } catch (MigrationException e) {
      VerificationJob.fail(current.tally, e);
      return null;
    }
  }

  /** Begins with a table; null when it cannot be read. */
  private @Nullable Walk begin(Map.Entry<ObjectName, List<MigratedObject>> next) {
    TableTally tally = tallies.apply(next.getKey(), next.getValue());
    try {
      VerifiedTable table =
          repeater.ask(
              ErrorContext.of(next.getKey()), () -> tables.table(next.getKey(), next.getValue()));
      tally.table(table);
      return new Walk(table, tally, beginnings.apply(tally, table));
    } catch (MigrationException e) {
      VerificationJob.fail(tally, e);
      return null;
    }
  }

  private static ErrorContext where(VerifiedTable table) {
    return ErrorContext.of(table.target().table().name());
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
