package io.openoms.core.copy;

import io.openoms.ObjectName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do in the copy: tables to split, chunks to read, indexes to build. A table that
 * failed leaves the queue. Thread-safe; no method blocks for long.
 */
final class CopyQueue {

  private final Deque<TableCopy> splits = new ArrayDeque<>();
  private final Deque<ChunkJob> chunks = new ArrayDeque<>();
  private final Deque<List<TableCopy>> indexing = new ArrayDeque<>();
  private final List<TableCopy> unfinished;
  private final Set<ObjectName> underWay = new HashSet<>();
  private final int enoughChunks;
  private int chunksAtWork;

  /**
   * A queue over those tables.
   *
   * @param enoughChunks with so many chunks waiting, no further table is split
   */
  CopyQueue(Collection<TableCopy> tables, int enoughChunks) {
    this.unfinished = new ArrayList<>(tables);
    tables.forEach(table -> underWay.add(table.object().source()));
    this.enoughChunks = enoughChunks;
  }

  synchronized void addSplit(TableCopy table) {
    splits.addLast(table);
  }

  /** Goes on splitting that table before others, so that tables end one after another. */
  synchronized void splitAgain(TableCopy table) {
    splits.addFirst(table);
  }

  synchronized void addChunk(ChunkJob job) {
    chunks.addLast(job);
  }

  /** A table's rows are there: once those of all that share its target are, indexes follow. */
  synchronized void arrived(TableCopy table) {
    underWay.remove(table.object().source());
    addIndexing(table.target().arrive(table));
  }

  private void addIndexing(List<TableCopy> tables) {
    if (!tables.isEmpty()) {
      indexing.addLast(tables);
    }
  }

  /** A table to split, when chunks run short. */
  synchronized @Nullable TableCopy nextSplit() {
    return chunks.size() >= enoughChunks ? null : splits.pollFirst();
  }

  /** A chunk that is due. */
  synchronized @Nullable ChunkJob nextChunk() {
    Iterator<ChunkJob> all = chunks.iterator();
    while (all.hasNext()) {
      ChunkJob job = all.next();
      if (job.isDue() && Collections.disjoint(job.table().before(), underWay)) {
        all.remove();
        chunksAtWork++;
        return job;
      }
    }
    return null;
  }

  /** Tables with one target, whose rows are there and whose indexes are not. */
  synchronized @Nullable List<TableCopy> nextIndexing() {
    return indexing.pollFirst();
  }

  /** The table is done, or failed. */
  synchronized void finished(TableCopy table) {
    unfinished.remove(table);
    underWay.remove(table.object().source());
    splits.remove(table);
    addIndexing(table.target().leave(table));
    chunks.removeIf(job -> job.table() == table);
  }

  /** A chunk that {@link #nextChunk()} gave out is written, or given up for now. */
  synchronized void chunkEnded() {
    chunksAtWork--;
  }

  /** Whether no chunk is between its reader and its commit. */
  synchronized boolean isIdle() {
    return chunksAtWork == 0;
  }

  /**
   * Whether nothing is left to do. Chunks of a table that failed are under way for a while: their
   * readers need a writer that takes them.
   */
  synchronized boolean isDone() {
    return unfinished.isEmpty() && chunksAtWork == 0;
  }
}
