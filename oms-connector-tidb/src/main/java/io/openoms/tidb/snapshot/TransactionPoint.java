package io.openoms.tidb.snapshot;

import io.openoms.ObjectName;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.connection.ReadConnection;
import io.openoms.jdbc.mysql.snapshot.KeyOrder;
import io.openoms.jdbc.mysql.snapshot.RowQuery;
import io.openoms.jdbc.mysql.snapshot.StreamingReader;
import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;
import io.openoms.tidb.tso.TimestampOracle;
import io.openoms.tidb.tso.Tso;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The state of all rows at the start of a transaction, which stays open while they are read. One
 * thread.
 *
 * <p>Not {@code tidb_snapshot}: garbage collection waits for the start of an open transaction, by
 * default for up to a day ({@code tidb_gc_max_wait_time}), but removes what that variable names
 * after {@code tidb_gc_life_time}, ten minutes; and another assignment in the same session has
 * undone it on some versions, so that the rows were of no one state.
 */
final class TransactionPoint implements ReadPoint {

  private final ReadConnection link;
  private final ObjectName table;
  private final Tso start;

  private TransactionPoint(ReadConnection link, ObjectName table, Tso start) {
    this.link = link;
    this.table = table;
    this.start = start;
  }

  /**
   * Begins the transaction. Blocks.
   *
   * @param table is named in errors
   */
  static TransactionPoint open(Connections connections, ObjectName table) {
    ReadConnection link = new ReadConnection(connections);
    try (Statement statement = link.session().createStatement()) {
      return new TransactionPoint(link, table, TimestampOracle.begin(statement));
    } catch (SQLException e) {
      link.spoil();
      link.close(table);
      throw link.failure(table, e);
    } catch (MigrationException e) {
      link.spoil();
      link.close(table);
      throw e;
    }
  }

  @Override
  public Optional<Position> position() {
    return Optional.of(start.position());
  }

  @Override
  public String whyNoPosition() {
    return "";
  }

  @Override
  public RowReader read(TableRead read, ChunkRange range, RowBatches batches) {
    String sql = RowQuery.of(read, new KeyOrder(read.key()).condition(range));
    try {
      return new SameStateRows(
          StreamingReader.within(link, read, sql, batches), link, read.table().name(), start);
    } catch (MigrationException e) {
      throw SameStateRows.named(e);
    }
  }

  @Override
  public void close() {
    link.endSnapshot(table);
  }
}
