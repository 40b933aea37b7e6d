package io.openoms.core.verify;

import io.openoms.RowDifference.Kind;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Says of rows whose fingerprints differ whether they really differ. While the source is followed,
 * the log decides: the source's row is read, everything up to the log's end at that moment is
 * applied, and the sink's row is read. If no change of the row was applied meanwhile, both must be
 * equal; otherwise it must be looked at again.
 *
 * <p>While both directions work, both logs decide: everything that they hold is applied, both rows
 * are read, and everything is applied once more. If neither log told of a change of the row from
 * before the first wait to the end of the second one, no change of it was on its way when it was
 * read: each end had its own changes and those of the other one, so both must be equal.
 * Thread-safe.
 */
final class RowJudge {

  /** Keys in one statement. */
  private static final int KEYS = 200;

  private final Ends ends;
  private final Stream stream;

  RowJudge(Ends ends, Stream stream) {
    this.ends = ends;
    this.stream = stream;
  }

  /** Whether one look is enough: nothing changes meanwhile. */
  boolean isFinal() {
    return !stream.isFollowing();
  }

  /**
   * Looks at rows once. Blocks.
   *
   * @param keys their keys
   * @param again whether they were looked at before. The first look may be too early: a source can
   *     tell a change in its log before readers see it
   */
  Looked look(VerifiedTable table, List<RowImage> keys, boolean again) {
    try (Look look = begin(table, keys, again)) {
      awaitBetween();
      return look.end();
    }
  }

  /** The wait between both reads of all looks that have begun. Blocks. */
  void awaitBetween() {
    if (!stream.isCrossed()) {
      stream.awaitApplied();
    }
  }

  /** Begins to look at rows: reads those of the source. See {@link #look}. */
  Look begin(VerifiedTable table, List<RowImage> keys, boolean again) {
    boolean firm = again || !stream.isFollowing();
    WatchedRows watched = stream.watch(table, new HashSet<>(keys));
    try {
      if (stream.isCrossed()) {
        stream.awaitApplied();
      }
      Ends.Lookup lookup = stream.lookup(firm);
      Rows rows = new Rows(table);
      return new Look(
          rows,
          table,
          keys,
          firm,
          watched,
          find(rows, keys, batch -> ends.sourceRows(table, batch, lookup)));
    } catch (RuntimeException | Error e) {
      watched.close();
      throw e;
    }
  }

  /** A look at rows that has begun, and goes on when all is applied that the log holds. */
  final class Look implements AutoCloseable {
    private final Rows rows;
    private final VerifiedTable table;
    private final List<RowImage> keys;
    private final boolean firm;
    private final WatchedRows watched;
    private final Map<RowImage, List<RowImage>> sources;

    private Look(
        Rows rows,
        VerifiedTable table,
        List<RowImage> keys,
        boolean firm,
        WatchedRows watched,
        Map<RowImage, List<RowImage>> sources) {
      this.rows = rows;
      this.table = table;
      this.keys = keys;
      this.firm = firm;
      this.watched = watched;
      this.sources = sources;
    }

    /** Reads the sink's rows, and says which are equal. Blocks. */
    Looked end() {
      List<RowImage> open = new ArrayList<>();
      List<Found> found = new ArrayList<>();
      Ends.Lookup there = stream.sinkLookup(firm);
      var sinks = find(rows, keys, batch -> ends.sinkRows(table, batch, there));
      if (stream.isCrossed()) {
        stream.awaitApplied();
      }
      for (RowImage key : keys) {
        List<Found> wrong =
            differences(
                rows,
                key,
                sources.getOrDefault(key, List.of()),
                sinks.getOrDefault(key, List.of()));
        if (!wrong.isEmpty() && (!firm || watched.hasChanged(key))) {
          open.add(key);
        } else {
          found.addAll(wrong);
        }
      }
      return new Looked(open, found);
    }

    @Override
    public void close() {
      watched.close();
    }
  }

  /**
   * What a look has shown.
   *
   * @param open the keys of rows that must be looked at again
   * @param differences the rows that differ
   */
  record Looked(List<RowImage> open, List<Found> differences) {}

  static Map<RowImage, List<RowImage>> find(
      Rows rows, List<RowImage> keys, Function<RowBatch, List<RowImage>> by) {
    Map<RowImage, List<RowImage>> found = new HashMap<>();
    for (int from = 0; from < keys.size(); from += KEYS) {
      List<RowImage> some = keys.subList(from, Math.min(keys.size(), from + KEYS));
      // Rows under keys that are merely held equal may come twice, from two statements.
      rows.byKey(by.apply(rows.batch(some)))
          .forEach((key, images) -> found.putIfAbsent(key, images));
    }
    return found;
  }

  /** What is wrong with the rows of one key; nothing when they are equal. */
  private static List<Found> differences(
      Rows rows, RowImage key, List<RowImage> source, List<RowImage> sink) {
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < Math.max(source.size(), sink.size()); i++) {
      if (i >= sink.size()) {
        found.add(rows.found(Kind.MISSING, key, source.get(i), null));
      } else if (i >= source.size()) {
        found.add(rows.found(Kind.EXTRA, key, null, sink.get(i)));
      } else if (!rows.areEqual(source.get(i), sink.get(i))) {
        found.add(rows.found(Kind.DIFFERENT, key, source.get(i), sink.get(i)));
      }
    }
    return found;
  }
}
