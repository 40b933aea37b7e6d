package io.openoms.jdbc.mysql.snapshot;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.mysql.snapshot.ExactSnapshot.Opened;
import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A snapshot, or locked tables, of one session. One thread. */
final class SnapshotPoint implements ReadPoint {

  private final ReadConnection link;
  private final ErrorContext context;
  private final Opened opened;

  private SnapshotPoint(ReadConnection link, ErrorContext context, Opened opened) {
    this.link = link;
    this.context = context;
    this.opened = opened;
  }

  static SnapshotPoint open(Connections connections, ExactSnapshot exact, List<TableRead> tables) {
    ReadConnection link = new ReadConnection(connections);
    ErrorContext context = ErrorContext.of(tables.get(0).table().name());
    try {
      return new SnapshotPoint(link, context, exact.open(link.session(), tables));
    } catch (SQLException e) {
      link.spoil();
      end(link, context);
      throw failure(link, context, e);
    } catch (MigrationException e) {
      link.spoil();
      end(link, context);
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
    String sql = MySqlFamilySnapshot.select(read, new KeyOrder(read.key()).condition(range));
    return StreamingReader.within(link, read, sql, batches);
  }

  @Override
  public void close() {
    if (opened.isLocked()) {
      // A lock goes with its session.
      link.spoil();
    }
    end(link, context);
  }

  private static void end(ReadConnection link, ErrorContext context) {
    try {
      link.endSnapshot();
    } catch (SQLException e) {
      throw failure(link, context, e);
    }
  }

  private static MigrationException failure(
      ReadConnection link, ErrorContext context, SQLException error) {
    return link.failures().of(error, context, "reading rows");
  }
}
