package io.openoms.core.plan;

import io.openoms.FullOptions;
import io.openoms.ObjectName;
import io.openoms.core.table.MigratedObject;
import io.openoms.spi.Delivery;
import io.openoms.spi.data.TableDefinition;
import java.util.Optional;

/**
 * Which tables are so small that many of them are copied together, and how large a chunk of any
 * other one is. An estimate by the server's statistics: where these are wrong, the copy finds out.
 * Immutable.
 */
public final class SmallTables {

  /** The bytes of rows that a chunk has, about. */
  public static final long CHUNK_BYTES = 16L << 20;

  private static final long MIN_CHUNK_ROWS = 1_000;

  /** The rows that a chunk has at the most, unless the caller wants more. */
  public static final long MAX_CHUNK_ROWS = 100_000;

  private final FullOptions options;
  private final Delivery delivery;
  private final TableReads reads;
  private final Optional<CascadeLinks> followed;

  /**
   * The judge of one project.
   *
   * @param delivery the sink's: rows of many tables and their state must be one transaction
   * @param followed the foreign keys whose work is done again; empty where nothing is followed
   */
  public SmallTables(
      FullOptions options, Delivery delivery, TableReads reads, Optional<CascadeLinks> followed) {
    this.options = options;
    this.delivery = delivery;
    this.reads = reads;
    this.followed = followed;
  }

  /** Rows of one chunk of a table. */
  public long chunkRows(TableDefinition table) {
    if (options.chunkRows() > 0) {
      return options.chunkRows();
    }
    long rowBytes = Math.max(1, table.averageRowBytes());
    return Math.min(MAX_CHUNK_ROWS, Math.max(MIN_CHUNK_ROWS, CHUNK_BYTES / rowBytes));
  }

  /**
   * Whether a table is expected to be one chunk and may be read beside others. Tables that must
   * have an exact position to be followed are read alone, at a read point of their own.
   */
  public boolean isSmall(MigratedObject object, TableDefinition table) {
    return delivery == Delivery.TRANSACTIONAL
        && !reads.isMerged(object.source())
        && object.expectedRows() < chunkRows(table)
        && object.expectedRows() * table.averageRowBytes() < CHUNK_BYTES
        && (followed.isEmpty() || !needsPosition(object.source(), table));
  }

  private boolean needsPosition(ObjectName source, TableDefinition table) {
    return table.copyKey().isEmpty() || followed.orElseThrow().isChild(source);
  }
}
