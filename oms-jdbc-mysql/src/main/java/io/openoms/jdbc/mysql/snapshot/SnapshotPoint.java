package io.openoms.jdbc.mysql.snapshot;

import io.openoms.ObjectName;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.connection.ReadConnection;
import io.openoms.jdbc.mysql.snapshot.ExactSnapshot.Opened;
import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A snapshot, or locked tables, of one session. One thread. */
final class SnapshotPoint implements ReadPoint {

  private final ReadConnection link;
  private final ObjectName table;
  private final Opened opened;

  private SnapshotPoint(ReadConnection link, ObjectName table, Opened opened) {
    this.link = link;
    this.table = table;
    this.opened = opened;
  }

  /** Opens a snapshot of tables in a session. */
  interface Opening {
    Opened open(Connection session, List<TableRead> tables) throws SQLException;
  }

  static SnapshotPoint open(Connections connections, Opening opening, List<TableRead> tables) {
    ReadConnection link = new ReadConnection(connections);
    ObjectName first = tables.get(0).table().name();
    try {
      return new SnapshotPoint(link, first, opening.open(link.session(), tables));
    } catch (SQLException e) {
      link.spoil();
      link.close(first);
      throw link.failure(first, e);
    } catch (MigrationException e) {
      link.spoil();
      link.close(first);
      throw e;
    }
  }

  @Override
  public Optional<Position> position() {
    return opened.position();
  }

  @Override
  public String whyNoPosition() {
    return opened.missing();
  }

  @Override
  public RowReader read(TableRead read, ChunkRange range, RowBatches batches) {
    String sql = RowQuery.of(read, new KeyOrder(read.key()).condition(range));
    return StreamingReader.within(link, read, sql, batches);
  }

  @Override
  public void close() {
    if (opened.isLocked()) {
      // A lock goes with its session.
      link.spoil();
    }
    link.endSnapshot(table);
  }
}
