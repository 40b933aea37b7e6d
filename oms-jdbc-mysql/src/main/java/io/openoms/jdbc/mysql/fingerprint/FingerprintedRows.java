package io.openoms.jdbc.mysql.fingerprint;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows whose last column is their fingerprint; a row without one is an error. One thread. */
final class FingerprintedRows implements RowReader {

  private final RowReader rows;
  private final ObjectName table;
  private final List<ColumnDefinition> key;

  FingerprintedRows(RowReader rows, ObjectName table, List<ColumnDefinition> key) {
    this.rows = rows;
    this.table = table;
    this.key = key;
  }

  @Override
  public @Nullable RowBatch next() {
    RowBatch batch = rows.next();
    if (batch != null) {
      int last = batch.columns().size() - 1;
      for (int row = 0; row < batch.rows(); row++) {
        if (batch.isNull(row, last)) {
          ErrorContext context = ErrorContext.of(table);
          throw missing(
              key.isEmpty() ? context : context.withPosition("row " + RowKey.of(key, batch, row)),
              "a row");
        }
      }
    }
    return batch;
  }

  @Override
  public void close() {
    rows.close();
  }

  /** The error of rows for which the server computes none. */
  static MigrationException missing(ErrorContext context, String rows) {
    return new MigrationException(
        JdbcError.PACKET_TOO_LARGE,
        context,
        "the server computes no fingerprint of "
            + rows
            + ": the values together are longer than its max_allowed_packet");
  }
}
