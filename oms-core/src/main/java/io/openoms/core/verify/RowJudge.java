package io.openoms.core.verify;

import io.openoms.RowDifference.Kind;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Says of rows whose fingerprints differ whether they really differ. While the source is followed,
 * the log decides: the source's row is read, everything up to the log's end at that moment is
 * applied, and the sink's row is read. If no change of the row was applied meanwhile, both must be
 * equal; otherwise, and where the wait was in vain, it must be looked at again.
 *
 * <p>While both directions work, both logs decide: everything that they hold is applied, both rows
 * are read, and everything is applied once more. If neither log told of a change of the row from
 * before the first wait to the end of the second one, no change of it was on its way when it was
 * read: each end had its own changes and those of the other one, so both must be equal.
 * Thread-safe.
 */
final class RowJudge {

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
    try (Look look = begin(table, keys, again, new Room())) {
      return look.end(awaitBetween());
    }
  }

  /**
   * The wait between both reads of all looks that have begun. Blocks.
   *
   * @return whether it was not in vain
   */
  boolean awaitBetween() {
    return stream.isCrossed() || stream.awaitApplied();
  }

  /**
   * Begins to look at rows: reads those of the source. See {@link #look}.
   *
   * @param room what the rows of all looks that go together may take; those for which it has none
   *     are left
   */
  Look begin(VerifiedTable table, List<RowImage> keys, boolean again, Room room) {
    boolean firm = again || !stream.isFollowing();
    WatchedRows watched = stream.watch(table, new HashSet<>(keys));
    try {
      boolean isApplied = !stream.isCrossed() || stream.awaitApplied();
      Ends.Lookup lookup = stream.lookup(firm);
      Rows rows = new Rows(table);
      SomeRows sources =
          SomeRows.find(
              table, keys, room, (batch, most) -> ends.sourceRows(table, batch, most, lookup));
      return new Look(rows, table, keys, firm, isApplied, watched, sources);
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
    private final List<RowImage> left;
    private final boolean firm;
    private final boolean wasApplied;
    private final WatchedRows watched;
    private final Map<RowImage, List<RowImage>> sources;

    private Look(
        Rows rows,
        VerifiedTable table,
        List<RowImage> keys,
        boolean firm,
        boolean wasApplied,
        WatchedRows watched,
        SomeRows sources) {
      this.rows = rows;
      this.table = table;
      this.keys = keys.subList(0, sources.asked());
      this.left = keys.subList(sources.asked(), keys.size());
      this.firm = firm;
      this.wasApplied = wasApplied;
      this.watched = watched;
      this.sources = sources.byKey();
    }

    /**
     * Reads the sink's rows, and says which are equal. Blocks.
     *
     * @param isApplied whether the wait in between was not in vain
     */
    Looked end(boolean isApplied) {
      List<RowImage> open = new ArrayList<>();
      List<Found> found = new ArrayList<>();
      Ends.Lookup there = stream.sinkLookup(firm);
      SomeRows sinks =
          SomeRows.find(
              table, keys, new Room(), (batch, most) -> ends.sinkRows(table, batch, most, there));
      List<RowImage> unread = new ArrayList<>(keys.subList(sinks.asked(), keys.size()));
      unread.addAll(left);
      boolean isLate = !isApplied || !wasApplied || (stream.isCrossed() && !stream.awaitApplied());
      for (RowImage key : keys.subList(0, sinks.asked())) {
        List<Found> wrong =
            differences(
                rows,
                key,
                sources.getOrDefault(key, List.of()),
                sinks.byKey().getOrDefault(key, List.of()));
        if (!wrong.isEmpty() && (!firm || isLate || watched.hasChanged(key))) {
          open.add(key);
        } else {
          found.addAll(wrong);
        }
      }
      return new Looked(open, found, unread, isLate);
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
   * @param left the keys of rows that were not looked at: there was no room for them
   * @param isLate whether the open rows may wait for changes that were not applied in time
   */
  record Looked(List<RowImage> open, List<Found> differences, List<RowImage> left, boolean isLate) {

    Looked {
      open = List.copyOf(open);
      differences = List.copyOf(differences);
      left = List.copyOf(left);
    }

    /** All rows were looked at. */
    Looked(List<RowImage> open, List<Found> differences) {
      this(open, differences, List.of(), false);
    }
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
