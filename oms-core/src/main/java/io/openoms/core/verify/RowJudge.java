package io.openoms.core.verify;

import io.openoms.RowDifference;
import io.openoms.RowDifference.Kind;
import io.openoms.core.compare.RowWatch.Watched;
import io.openoms.spi.data.RowImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Says of rows whose fingerprints differ whether they really differ. While the source is followed,
 * the log decides: the source's row is read, everything up to the log's end at that moment is
 * applied, and the sink's row is read. If no change of the row was applied meanwhile, both must be
 * equal. A row that changed is looked at again, until the patience is over. One thread.
 */
final class RowJudge {

  /** Keys in one statement. */
  private static final int KEYS = 200;

  private static final long FIRST_WAIT_MILLIS = 20;
  private static final long LONGEST_WAIT_MILLIS = 1_000;

  private final Ends ends;
  private final Stream stream;
  private final Duration patience;

  RowJudge(Ends ends, Stream stream, Duration patience) {
    this.ends = ends;
    this.stream = stream;
    this.patience = patience;
  }

  /**
   * Judges rows of a keyed table.
   *
   * @param suspects their keys
   * @param found takes those that differ, or that kept changing
   */
  void judge(
      VerifiedTable table, Collection<RowImage> suspects, Consumer<RowDifference> found) {
    List<RowImage> keys = new ArrayList<>(suspects);
    for (int from = 0; from < keys.size(); from += KEYS) {
      judgeSome(table, keys.subList(from, Math.min(keys.size(), from + KEYS)), found);
    }
  }

  private void judgeSome(
      VerifiedTable table,
      List<RowImage> keys,
      Consumer<RowDifference> found) {
    Rows rows = new Rows(table);
    List<RowImage> pending = keys;
    // The first look may be too early: a source can log a change before its readers see it.
    boolean firm = !stream.isFollowing();
    long end = System.nanoTime() + patience.toNanos();
    long wait = FIRST_WAIT_MILLIS;
    while (!pending.isEmpty()) {
      List<RowImage> again = look(table, rows, pending, firm, found);
      if (firm && !again.isEmpty() && System.nanoTime() > end) {
        again.forEach(key -> found.accept(rows.unresolved(key)));
        return;
      }
      if (firm && !again.isEmpty()) {
        stream.sleep(wait);
        wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS);
      }
      firm = true;
      pending = again;
    }
  }

  /** Looks once; gives the keys that must be looked at again. */
  private List<RowImage> look(
      VerifiedTable table,
      Rows rows,
      List<RowImage> keys,
      boolean firm,
      Consumer<RowDifference> found) {
    List<RowImage> again = new ArrayList<>();
    try (Watched watched = stream.watch(table.sourceNames(), new HashSet<>(keys))) {
      var batch = rows.batch(keys);
      var sources = rows.byKey(ends.sourceRows(table, batch, stream.lookup(firm)));
      stream.awaitApplied();
      var sinks = rows.byKey(ends.sinkRows(table, batch));
      for (RowImage key : keys) {
        Verdict verdict = Verdict.of(rows, list(sources, key), list(sinks, key));
        if (!verdict.isEqual() && (watched.hasChanged(key) || !firm)) {
          again.add(key);
        } else if (!verdict.isEqual()) {
          verdict.differences().forEach(found);
        }
      }
    }
    return again;
  }

  private static List<RowImage> list(
      Map<RowImage, List<RowImage>> rows,
      RowImage key) {
    return rows.getOrDefault(key, List.of());
  }

  /** What is wrong with the rows of one key; nothing when they are equal. */
  private record Verdict(List<RowDifference> differences) {

    static Verdict of(
        Rows rows,
        List<RowImage> source,
        List<RowImage> sink) {
      List<RowDifference> found = new ArrayList<>();
      for (int i = 0; i < Math.max(source.size(), sink.size()); i++) {
        if (i >= sink.size()) {
          found.add(rows.difference(Kind.MISSING, source.get(i), null));
        } else if (i >= source.size()) {
          found.add(rows.difference(Kind.EXTRA, null, sink.get(i)));
        } else if (!rows.areEqual(source.get(i), sink.get(i))) {
          found.add(rows.difference(Kind.DIFFERENT, source.get(i), sink.get(i)));
        }
      }
      return new Verdict(found);
    }

    boolean isEqual() {
      return differences.isEmpty();
    }
  }
}
