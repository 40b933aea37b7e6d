package io.openoms.jdbc.mysql.snapshot;

import io.openoms.dialect.mysql.Identifiers;
import io.openoms.error.ErrorContext;
import io.openoms.jdbc.connection.Connections;
import io.openoms.spi.RowLookup;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Reads rows of a server of the MySQL family by their keys. Thread-safe. */
public final class MySqlFamilyRowLookup implements RowLookup {

  private final Connections connections;
  private final ReadMoments moments;

  /** Reads over those connections, at those moments. */
  public MySqlFamilyRowLookup(Connections connections, ReadMoments moments) {
    this.connections = connections;
    this.moments = moments;
  }

  @Override
  public RowReader find(TableRead read, RowBatch keys, RowBatches batches) {
    String condition = KeyCondition.of(keys);
    ReadMoment moment = moments.now();
    if (!moment.canBeNamed()) {
      awaitCommits(read, condition);
    }
    return StreamingReader.alone(
        connections, read, RowQuery.of(read, Optional.of(condition), moment), batches);
  }

  /**
   * A server may tell a transaction in its log a moment before others can read its rows, with
   * semi-synchronous replication for as long as a replica takes. Its locks are held until then, so
   * a look that asks for locks waits for it. It reads no rows, so that its own locks last no longer
   * than the statement. A moment that has a name needs none of it: a read at it waits by itself for
   * the transactions that are about to commit before it.
   */
  private void awaitCommits(TableRead read, String condition) {
    String sql =
        "SELECT COUNT(*) FROM "
            + Identifiers.quote(read.table().name())
            + " WHERE "
            + condition
            + " LOCK IN SHARE MODE";
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      statement.executeQuery(sql).close();
    } catch (SQLException e) {
      throw connections
          .failures()
          .of(e, ErrorContext.of(read.table().name()), "reading rows that the log does not carry");
    }
  }
}
