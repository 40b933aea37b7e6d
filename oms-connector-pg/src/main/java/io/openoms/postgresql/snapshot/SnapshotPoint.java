package io.openoms.postgresql.snapshot;

import io.openoms.jdbc.connection.Connections;
import io.openoms.postgresql.sql.Quoted;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;
import java.util.List;
import java.util.Optional;

/**
 * The snapshot of one session's transaction. No table is locked for writers. With a log the
 * transaction takes over the snapshot that a slot has exported. One thread.
 */
final class SnapshotPoint implements ReadPoint {

  private static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";

  private final ReadLink link;
  private final ValueConversions values;
  private final Optional<Position> position;

  private SnapshotPoint(ReadLink link, ValueConversions values, Optional<Position> position) {
    this.link = link;
    this.values = values;
    this.position = position;
  }

  static SnapshotPoint open(
      Connections connections,
      ValueConversions values,
      Optional<LogPoint> log,
      List<TableRead> tables) {
    ReadLink link = new ReadLink(connections, tables.get(0).table().name());
    try {
      link.execute(BEGIN);
      return new SnapshotPoint(link, values, log.map(point -> takeOver(link, point)));
    } catch (RuntimeException e) {
      link.spoil();
      link.close();
      throw e;
    }
  }

  private static Position takeOver(ReadLink link, LogPoint log) {
    try (LogPoint.Exported exported = log.export()) {
      link.execute("SET TRANSACTION SNAPSHOT " + Quoted.text(exported.snapshot()));
      return exported.position();
    }
  }

  @Override
  public Optional<Position> position() {
    return position;
  }

  @Override
  public String whyNoPosition() {
    return "the source's log is not read";
  }

  @Override
  public RowReader read(TableRead read, ChunkRange range, RowBatches batches) {
    String query = RowQuery.of(read, new KeyOrder(read.key()).condition(range));
    return CopyReader.within(link, read, values, query, batches);
  }

  /** A stream that was not read to its end has spoilt the connection, which is cut off then. */
  @Override
  public void close() {
    link.endSnapshot();
  }
}
