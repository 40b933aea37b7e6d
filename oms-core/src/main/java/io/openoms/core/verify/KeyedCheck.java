package io.openoms.core.verify;

import io.openoms.core.verify.Ends.Sums;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Compares a range of a keyed table: the sums of its fingerprints, then the fingerprints of its
 * rows. Rows that differ in those must be looked at. Ends may order keys in two ways; then a row is
 * found in the wrong range, and the look finds it by its key. One thread.
 */
final class KeyedCheck {

  private final Ends ends;

  KeyedCheck(Ends ends) {
    this.ends = ends;
  }

  /**
   * What a comparison has shown.
   *
   * @param rows rows of the source that were compared
   * @param suspects the keys of rows whose fingerprints differ: they must be looked at
   */
  record Compared(long rows, List<RowImage> suspects) {}

  /** Compares. Blocks. */
  Compared compare(VerifiedChunk chunk) {
    VerifiedTable table = chunk.table();
    Sums sums = ends.sums(table, chunk.range(), chunk.sinkRange());
    long all = sums.source().rows();
    if (sums.areEqual()) {
      return new Compared(all, List.of());
    }
    return new Compared(all, List.copyOf(suspects(chunk)));
  }

  private Set<RowImage> suspects(VerifiedChunk chunk) {
    VerifiedTable table = chunk.table();
    Rows rows = new Rows(table);
    int print = table.key().size();
    Map<RowImage, RowImage> source = new HashMap<>();
    Set<RowImage> suspects = new HashSet<>();
    ends.sourcePrints(
        table,
        chunk.range(),
        (batch, row) -> {
          RowImage key = rows.keyOf(batch, row);
          if (source.put(key, value(batch, row, print)) != null) {
            suspects.add(key);
          }
        });
    ends.sinkPrints(
        table,
        chunk.sinkRange(),
        (batch, row) -> {
          RowImage key = rows.keyOf(batch, row);
          if (!Objects.equals(value(batch, row, print), source.remove(key))) {
            suspects.add(key);
          }
        });
    suspects.addAll(source.keySet());
    return suspects;
  }

  private static RowImage value(RowBatch batch, int row, int column) {
    return RowImage.of(batch, row, new int[] {column});
  }
}
