package io.openoms.hbase.snapshot;

import io.openoms.spi.ChunkSplitter;
import io.openoms.spi.data.KeyTuple;
import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * Finds bounds by a walk over the keys. A bound lies at the end of a row; a row alone that is
 * larger than a chunk is cut within. A chunk has so many cells, or {@link #CHUNK_BYTES} of values,
 * or little more. One thread.
 */
final class CellSplitter implements ChunkSplitter {

  /** A chunk is one transaction of the sink. */
  private static final long CHUNK_BYTES = 16L << 20;

  private final CellWalk walk;
  private final long chunkCells;

  /** Keys of the cell that was seen last; the walk's cells do not outlive the next one. */
  private Optional<CellKey> last = Optional.empty();

  private long cells;
  private long bytes;

  /** Splits what a walk over keys gives. */
  CellSplitter(CellWalk walk, long chunkCells) {
    this.walk = walk;
    this.chunkCells = chunkCells;
  }

  @Override
  public Optional<KeyTuple> nextBound() {
    while (true) {
      Cell cell = walk.next();
      if (cell == null) {
        return Optional.empty();
      }
      Optional<CellKey> before = last;
      boolean bounds = before.isPresent() && isBound(before.get(), cell);
      if (bounds) {
        cells = 0;
        bytes = 0;
      }
      count(cell);
      if (bounds) {
        return before.map(CellKey::tuple);
      }
    }
  }

  private void count(Cell cell) {
    cells++;
    bytes += length(cell);
    // Only a cell that may become a bound is kept as a key of its own.
    last = mayBeLast() ? Optional.of(CellKey.of(cell)) : Optional.empty();
  }

  private boolean mayBeLast() {
    return cells >= chunkCells || bytes >= CHUNK_BYTES;
  }

  /** Twice a chunk is too much to wait for the end of the row. */
  private boolean isBound(CellKey before, Cell next) {
    return !CellUtil.matchingRows(next, before.row())
        || cells >= 2 * chunkCells
        || bytes >= 2 * CHUNK_BYTES;
  }

  /** Bytes of the key and, as the scan tells it in place of the value, of the value. */
  private static long length(Cell cell) {
    int value = Bytes.toInt(cell.getValueArray(), cell.getValueOffset(), cell.getValueLength());
    return (long) cell.getRowLength() + cell.getQualifierLength() + Integer.BYTES * 2L + value;
  }

  @Override
  public void close() {
    walk.close();
  }
}
