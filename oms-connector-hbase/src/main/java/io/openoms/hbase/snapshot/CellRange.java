package io.openoms.hbase.snapshot;

import io.openoms.spi.data.ChunkRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.filter.ColumnRangeFilter;
import org.apache.hadoop.hbase.filter.Filter;
import org.apache.hadoop.hbase.filter.FilterList;
import org.apache.hadoop.hbase.filter.KeyOnlyFilter;
import org.jspecify.annotations.Nullable;

/**
 * A part of a family's cells, cut exactly between two cells. It is read by up to three scans: the
 * rest of the row of the first bound, the whole rows behind it, and the begin of the row of the
 * last bound. The server skips to the qualifiers of the bounds, so a very wide row costs no more
 * than its part. Immutable.
 */
final class CellRange {

  /** Bytes of one answer; within a row, too, so a wide row is no burden to anybody's memory. */
  private static final long ANSWER_BYTES = 1 << 20;

  private final byte[] family;
  private final Optional<CellKey> after;
  private final Optional<CellKey> upTo;

  /**
   * A range of a family's cells.
   *
   * @param after cells behind this one; empty from the first one
   * @param upTo cells up to and including this one; empty to the last one
   */
  CellRange(byte[] family, Optional<CellKey> after, Optional<CellKey> upTo) {
    this.family = family;
    this.after = after;
    this.upTo = upTo;
  }

  static CellRange of(byte[] family, ChunkRange range) {
    return new CellRange(family, range.after().map(CellKey::of), range.upTo().map(CellKey::of));
  }

  /** Whether a cell of one of the scans belongs to it: versions beside the bounds do not. */
  boolean holds(Cell cell) {
    return after.map(bound -> bound.compare(cell) > 0).orElse(true)
        && upTo.map(bound -> bound.compare(cell) <= 0).orElse(true);
  }

  /** The scans that give it, in order. */
  List<Scan> scans() {
    return scans(false);
  }

  /**
   * The scans that give its keys, in order: each value is the four bytes of its length.
   *
   * <p>The server reads the values all the same; they are only not sent.
   */
  List<Scan> keyScans() {
    return scans(true);
  }

  private List<Scan> scans(boolean keysOnly) {
    if (after.isPresent() && upTo.isPresent() && after.get().isInRowOf(upTo.get())) {
      byte[] row = after.get().row();
      return List.of(
          scan(keysOnly, columns(after.get().qualifier(), upTo.get().qualifier()))
              .withStartRow(row, true)
              .withStopRow(row, true));
    }
    List<Scan> scans = new ArrayList<>();
    after.ifPresent(
        bound ->
            scans.add(
                scan(keysOnly, columns(bound.qualifier(), null))
                    .withStartRow(bound.row(), true)
                    .withStopRow(bound.row(), true)));
    Scan rows = scan(keysOnly, Optional.empty());
    after.ifPresent(bound -> rows.withStartRow(bound.row(), false));
    upTo.ifPresent(bound -> rows.withStopRow(bound.row(), false));
    scans.add(rows);
    upTo.ifPresent(
        bound ->
            scans.add(
                scan(keysOnly, columns(null, bound.qualifier()))
                    .withStartRow(bound.row(), true)
                    .withStopRow(bound.row(), true)));
    return scans;
  }

  private Scan scan(boolean keysOnly, Optional<Filter> columns) {
    Scan scan =
        new Scan()
            .addFamily(family)
            .readAllVersions()
            .setCacheBlocks(false)
            .setAllowPartialResults(true)
            .setMaxResultSize(ANSWER_BYTES);
    Optional<Filter> filter =
        keysOnly
            ? Optional.of(
                columns
                    .<Filter>map(some -> new FilterList(some, new KeyOnlyFilter(true)))
                    .orElseGet(() -> new KeyOnlyFilter(true)))
            : columns;
    filter.ifPresent(scan::setFilter);
    return scan;
  }

  private static Optional<Filter> columns(byte @Nullable [] from, byte @Nullable [] to) {
    return Optional.of(new ColumnRangeFilter(from, true, to, true));
  }
}
