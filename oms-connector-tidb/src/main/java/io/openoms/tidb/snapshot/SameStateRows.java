package io.openoms.tidb.snapshot;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.ReadConnection;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.RowBatch;
import io.openoms.tidb.error.TiDbError;
import io.openoms.tidb.tso.TimestampOracle;
import io.openoms.tidb.tso.Tso;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows read in a transaction, which must still be the same one when the last row has come: only
 * then were all rows of one state. One thread.
 */
final class SameStateRows implements RowReader {

  /** Garbage collection was faster than the read. */
  private static final Set<Integer> COLLECTED = Set.of(8055, 9006);

  private final RowReader rows;
  private final ReadConnection link;
  private final ObjectName table;
  private final Tso start;
  private boolean isOver;

  SameStateRows(RowReader rows, ReadConnection link, ObjectName table, Tso start) {
    this.rows = rows;
    this.link = link;
    this.table = table;
    this.start = start;
  }

  @Override
  public @Nullable RowBatch next() {
    try {
      RowBatch batch = rows.next();
      if (batch == null && !isOver) {
        isOver = true;
        // The connection answers nothing while a stream is open on it.
        rows.close();
        requireSame();
      }
      return batch;
    } catch (MigrationException e) {
      throw named(e);
    }
  }

  private void requireSame() {
    try (Statement statement = link.session().createStatement()) {
      Tso now = TimestampOracle.current(statement);
      if (!now.equals(start)) {
        throw new MigrationException(
            TiDbError.SNAPSHOT_ENDED,
            ErrorContext.of(table).withPosition(start.position().text()),
            "the rows were read in a transaction that has meanwhile ended: its timestamp is "
                + now.value()
                + " now");
      }
    } catch (SQLException e) {
      throw link.failure(table, e);
    }
  }

  /** The error with a name of its own where garbage collection is the cause. */
  static MigrationException named(MigrationException error) {
    return error.getCause() instanceof SQLException cause
            && COLLECTED.contains(cause.getErrorCode())
        ? new MigrationException(
            TiDbError.SNAPSHOT_COLLECTED, error.context(), error.description(), cause)
        : error;
  }

  @Override
  public void close() {
    rows.close();
  }
}
