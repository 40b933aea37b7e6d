package io.openoms.hbase.snapshot;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.hbase.catalog.FamilyName;
import io.openoms.hbase.connection.Cluster;
import io.openoms.hbase.error.HBaseError;
import io.openoms.spi.ChunkSplitter;
import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowReader;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;
import java.util.List;
import java.util.Optional;

/** Reads column families cell by cell, in all versions that readers see. Thread-safe. */
public final class HBaseSnapshot implements SnapshotSource {

  private final Cluster cluster;

  /** Reads over that connection. */
  public HBaseSnapshot(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public void validate(TableRead read) {
    family(read);
    if (read.filter().isPresent()) {
      throw new MigrationException(
          HBaseError.CELL_FILTER_UNSUPPORTED,
          ErrorContext.of(read.table().name()),
          "a column family takes no row filter");
    }
  }

  @Override
  public ChunkSplitter splitter(TableRead read, Optional<KeyTuple> after, long chunkRows) {
    CellRange range = CellRange.of(family(read).bytes(), new ChunkRange(after, Optional.empty()));
    return new CellSplitter(walk(read, range, true), chunkRows);
  }

  @Override
  public RowReader read(TableRead read, ChunkRange range, RowBatches batches) {
    CellRange cells = CellRange.of(family(read).bytes(), range);
    return new CellReader(walk(read, cells, false), new CellColumns(read.columns()), batches);
  }

  private CellWalk walk(TableRead read, CellRange range, boolean keysOnly) {
    FamilyName family = family(read);
    return new CellWalk(
        cluster,
        family.table(),
        family.object(),
        range,
        keysOnly ? range.keyScans() : range.scans());
  }

  @Override
  public RowReader find(TableRead read, RowBatch keys, RowBatches batches) {
    return new CellLookup(cluster, family(read), new CellColumns(read.columns()), keys, batches);
  }

  /** Regions are read at moments of their own, and nothing holds them still together. */
  @Override
  public ReadPoint readPoint(List<TableRead> tables) {
    throw new MigrationException(
        HBaseError.CELLS_NOT_FROZEN,
        ErrorContext.of(tables.get(0).table().name()),
        "HBase cannot give one state of all rows of a table");
  }

  private static FamilyName family(TableRead read) {
    ObjectName name = read.table().name();
    return FamilyName.of(name)
        .orElseThrow(
            () -> new IllegalArgumentException("not the name of a column family: " + name));
  }
}
