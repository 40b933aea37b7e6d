package io.openoms.testkit.memory;

import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;
import java.util.Optional;

/** The state of all tables at a moment, with the transactions that it holds. One thread. */
record MemoryReadPoint(MemorySnapshot snapshot) implements ReadPoint {

  @Override
  public Optional<Position> position() {
    return Optional.of(snapshot.position());
  }

  @Override
  public String whyNoPosition() {
    return "the position is known";
  }

  @Override
  public RowReader read(TableRead read, ChunkRange range, RowBatches batches) {
    return MemorySnapshotSource.read(snapshot, read, range, batches);
  }

  @Override
  public void close() {}
}
