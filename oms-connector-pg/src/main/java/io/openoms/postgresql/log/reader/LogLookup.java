package io.openoms.postgresql.log.reader;

import io.openoms.spi.ChangeLog;
import io.openoms.spi.RowLookup;
import io.openoms.spi.RowReader;
import io.openoms.spi.SnapshotSource;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.TableRead;

/**
 * Reads rows when all that the log has told is visible: the log shows a commit before other
 * sessions see its rows. Thread-safe.
 *
 * @param rows reads them
 */
public record LogLookup(ChangeLog log, SnapshotSource rows) implements RowLookup {

  @Override
  public RowReader find(TableRead read, RowBatch keys, RowBatches batches) {
    // What was told is flushed, so it is before the low watermark that is taken now.
    log.visible();
    return rows.find(read, keys, batches);
  }
}
