package io.openoms.jdbc.mysql.snapshot;

import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;
import java.util.Optional;

/** One moment that every statement can name; it holds no session. Thread-safe. */
final class MomentPoint implements ReadPoint {

  private final Connections connections;
  private final ReadMoment moment;

  MomentPoint(Connections connections, ReadMoment moment) {
    this.connections = connections;
    this.moment = moment;
  }

  @Override
  public Optional<Position> position() {
    return moment.position();
  }

  @Override
  public String whyNoPosition() {
    return moment.position().isPresent() ? "" : "the source's log does not tell moments";
  }

  @Override
  public RowReader read(TableRead read, ChunkRange range, RowBatches batches) {
    String sql = RowQuery.of(read, new KeyOrder(read.key()).condition(range), moment);
    return StreamingReader.alone(connections, read, sql, batches);
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
