package io.openoms.postgresql.snapshot;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.Connections;
import io.openoms.jdbc.error.ReadFailures;
import io.openoms.jdbc.split.KeySplitter;
import io.openoms.postgresql.error.PostgreSqlError;
import io.openoms.postgresql.sql.Quoted;
import io.openoms.postgresql.type.ValueConversions;
import io.openoms.spi.ChunkSplitter;
import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowReader;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;
import io.openoms.spi.type.ColumnType;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads rows of a PostgreSQL database. Thread-safe. */
public final class PostgreSqlSnapshot implements SnapshotSource {

  private final Connections connections;
  private final ValueConversions values;
  private final Optional<LogPoint> log;

  /**
   * Reads over those connections.
   *
   * @param values how values travel
   * @param log tells the position of read points; empty where the log is not read
   */
  public PostgreSqlSnapshot(
      Connections connections, ValueConversions values, Optional<LogPoint> log) {
    this.connections = connections;
    this.values = values;
    this.log = log;
  }

  @Override
  public void validate(TableRead read) {
    try (Connection connection = connections.borrow();
        Statement statement = connection.createStatement()) {
      requireAllRows(statement, read);
      statement.executeQuery(RowQuery.of(read, Optional.of("1 = 0")) + " LIMIT 0").close();
    } catch (SQLException e) {
      throw ReadFailures.ofTrial(connections.failures(), e, read);
    }
  }

  /** Sessions turn policies off; the server then refuses the read where one would hide a row. */
  private static void requireAllRows(Statement statement, TableRead read) throws SQLException {
    String sql =
        "SELECT pg_catalog.row_security_active("
            + Quoted.text(Quoted.name(read.table().name()))
            + ")";
    try (ResultSet row = statement.executeQuery(sql)) {
      if (row.next() && row.getBoolean(1)) {
        throw new MigrationException(
            PostgreSqlError.ROWS_HIDDEN,
            ErrorContext.of(read.table().name()),
            "policies of row security would hide rows of the table from this role");
      }
    }
  }

  @Override
  public ChunkSplitter splitter(TableRead read, Optional<KeyTuple> after, long chunkRows) {
    return new KeySplitter(new OffsetWalk(connections, read, values), read.key(), after, chunkRows);
  }

  @Override
  public KeyTuple canonical(TableRead read, KeyTuple bound) {
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < bound.size(); i++) {
      boolean isBits = read.key().get(i).type().neutral() instanceof ColumnType.Bits;
      byte[] value = bound.value(i);
      values.add(isBits ? new BigInteger(1, value).toString().getBytes(US_ASCII) : value);
    }
    return KeyTuple.of(values);
  }

  @Override
  public RowReader read(TableRead read, ChunkRange range, RowBatches batches) {
    KeyOrder order = new KeyOrder(read.key());
    String query = RowQuery.of(read, order.condition(range));
    return CopyReader.alone(
        connections,
        read,
        read.columns(),
        values,
        read.key().isEmpty() ? query : query + " ORDER BY " + order.columns(),
        batches);
  }

  @Override
  public RowReader find(TableRead read, RowBatch keys, RowBatches batches) {
    String query = RowQuery.of(read, Optional.of(KeyOrder.anyOf(keys)));
    return CopyReader.alone(connections, read, read.columns(), values, query, batches);
  }

  @Override
  public ReadPoint readPoint(List<TableRead> tables) {
    return SnapshotPoint.open(connections, values, log, tables);
  }
}
