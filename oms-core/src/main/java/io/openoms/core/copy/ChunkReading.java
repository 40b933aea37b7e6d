package io.openoms.core.copy;

import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowReader;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.state.StoredChunk;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A chunk that is being read: in its range, or as a whole at one read point. One thread. */
final class ChunkReading implements AutoCloseable {

  private final @Nullable ReadPoint point;
  private final RowReader rows;

  private ChunkReading(@Nullable ReadPoint point, RowReader rows) {
    this.point = point;
    this.rows = rows;
  }

  /**
   * Begins to read. Blocks on the source.
   *
   * @throws MigrationException POSITION_UNKNOWN or CASCADES_NOT_LOGGED when the table needs the
   *     position of its read point, and the source does not tell it
   */
  static ChunkReading of(
      SnapshotSource source, TableCopy table, StoredChunk chunk, RowBatches batches) {
    if (!table.isReadExactly()) {
      return new ChunkReading(null, source.read(table.read(), chunk.range(), batches));
    }
    TableRead read = table.read();
    ReadPoint point = source.readPoint(List.of(read));
    try {
      requirePosition(table, point);
      return new ChunkReading(point, point.read(read, chunk.range(), batches));
    } catch (RuntimeException | Error e) {
      point.close();
      throw e;
    }
  }

  /** Without a position, changes during the copy would be applied to rows that have them. */
  private static void requirePosition(TableCopy table, ReadPoint point) {
    if (point.position().isEmpty() && table.needsPosition()) {
      boolean cascaded = !table.read().key().isEmpty();
      throw new MigrationException(
          cascaded ? EngineError.CASCADES_NOT_LOGGED : EngineError.POSITION_UNKNOWN,
          ErrorContext.of(table.object().source()),
          (cascaded
                  ? "the source's log does not show how foreign keys change its rows"
                  : "it has no key")
              + ", so its changes are applied from the one position at which it is read, which is"
              + " not known: "
              + point.whyNoPosition()
              + "; prechecks name the privileges that this needs");
    }
  }

  /** The one position at which all rows are read; empty where there is none, or none is known. */
  Optional<Position> position() {
    return point == null ? Optional.empty() : point.position();
  }

  /** The next batch; null at the end. Blocks. */
  @Nullable RowBatch next() {
    return rows.next();
  }

  @Override
  public void close() {
    try {
      rows.close();
    } finally {
      if (point != null) {
        point.close();
      }
    }
  }
}
