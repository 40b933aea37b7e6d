package io.openoms.core.apply.net;

import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.List;

/**
 * What a window, or a lane's share of it, changes in one table. To be applied in this order: all
 * removals, all deletes, all updates, all inserts, all counts, then the ordered changes one by one,
 * and at last the unknown rows. Immutable.
 *
 * @param table the table
 * @param lenient whether the table still converges: then {@code inserts} are the rows that must be
 *     there whatever was, {@code deletes} those that must not, or make room for an insert, and
 *     there are no {@code updates}
 * @param removals deletes that concern several rows each: what else is told came behind them, or is
 *     not concerned
 * @param deletes the rows that go, with their key at least; a row whose key, or whose columns of
 *     another unique key, change goes and comes again
 * @param updates rows before and after, both whole, with the same key
 * @param inserts the rows that come, whole
 * @param counts for a table without a key: how often each row comes or goes
 * @param ordered changes that are not merged since columns are missing in some, in the log's order
 * @param touched of a table that several sources share and that converges: each row that was
 *     changed, with the table at the source that it was changed in last
 * @param unknown rows that the source must be asked for, each once; only while the table converges.
 *     What the source has then counts, whatever else is told of them
 */
public record TableChangeSet(
    ApplyTable table,
    boolean lenient,
    List<RowChange> removals,
    List<RowImage> deletes,
    List<RowChange> updates,
    List<RowImage> inserts,
    List<RowCount> counts,
    List<RowChange> ordered,
    List<UnknownRow> touched,
    List<UnknownRow> unknown) {

  public TableChangeSet {
    removals = List.copyOf(removals);
    deletes = List.copyOf(deletes);
    updates = List.copyOf(updates);
    inserts = List.copyOf(inserts);
    counts = List.copyOf(counts);
    ordered = List.copyOf(ordered);
    touched = List.copyOf(touched);
    unknown = List.copyOf(unknown);
  }

  /**
   * A row of a table without a key.
   *
   * @param row the row, whole
   * @param count how many equal rows come; negative when they go; never 0
   */
  public record RowCount(RowImage row, int count) {}

  /**
   * A row of which the log tells no more than that it is there, or was.
   *
   * @param table its table at the source
   * @param row carries its key at least
   */
  public record UnknownRow(ApplyTable table, RowImage row) {}

  /** Whether one lane must apply all of it: something in it has an order. */
  public boolean isIndivisible() {
    return !removals.isEmpty() || !ordered.isEmpty() || !touched.isEmpty() || !unknown.isEmpty();
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return removals.isEmpty()
        && deletes.isEmpty()
        && updates.isEmpty()
        && inserts.isEmpty()
        && counts.isEmpty()
        && ordered.isEmpty()
        && unknown.isEmpty();
  }
}
