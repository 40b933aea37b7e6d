package io.openoms.hbase.snapshot;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.hbase.connection.CellStream;
import io.openoms.hbase.connection.Cluster;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.jspecify.annotations.Nullable;

/** The cells of a range, one after another. A cell is valid until the next one. One thread. */
final class CellWalk implements AutoCloseable {

  private final Cluster cluster;
  private final TableName table;
  private final ErrorContext context;
  private final CellRange range;
  private final Iterator<Scan> scans;
  private @Nullable CellStream stream;
  private Cell[] cells = {};
  private int at;

  /**
   * Walks over a range; nothing is read before the first cell is asked for.
   *
   * @param scans those of the range, with values or keys alone
   */
  CellWalk(Cluster cluster, TableName table, ObjectName name, CellRange range, List<Scan> scans) {
    this.cluster = cluster;
    this.table = table;
    this.context = ErrorContext.of(name);
    this.range = range;
    this.scans = scans.iterator();
  }

  /** The next cell; null at the end. Blocks. */
  @Nullable Cell next() {
    while (true) {
      while (at < cells.length) {
        Cell cell = cells[at++];
        if (range.holds(cell)) {
          return cell;
        }
      }
      if (!read()) {
        return null;
      }
    }
  }

  /** Takes the next cells; false when there are none. */
  private boolean read() {
    while (true) {
      CellStream open = stream;
      if (open == null) {
        if (!scans.hasNext()) {
          return false;
        }
        open = cluster.scan(table, scans.next(), context);
        stream = open;
      }
      Result result = open.next();
      if (result != null) {
        cells = result.rawCells();
        at = 0;
        return true;
      }
      close();
    }
  }

  /** Ends what is open, also before its end. Idempotent. */
  @Override
  public void close() {
    CellStream open = stream;
    stream = null;
    if (open != null) {
      open.close();
    }
  }
}
