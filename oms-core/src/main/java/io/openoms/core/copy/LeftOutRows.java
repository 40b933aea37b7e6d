package io.openoms.core.copy;

import io.openoms.Phase;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Reporter;
import io.openoms.error.ErrorContext;
import io.openoms.event.WarningCode;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowKey;
import io.openoms.spi.data.TableRead;
import java.util.ArrayList;
import java.util.List;

/** The rows of one chunk that were left out for rows that the sink had already. One thread. */
final class LeftOutRows {

  /** With so many named in one chunk, the others are only counted. */
  private static final int MOST_NAMED = 20;

  private final TableRead read;
  private final List<String> keys = new ArrayList<>();
  private long count;

  LeftOutRows(TableRead read) {
    this.read = read;
  }

  void add(RowBatch batch, List<Integer> rows) {
    count += rows.size();
    rows.stream()
        .limit(MOST_NAMED - (long) keys.size())
        .map(row -> RowKey.of(read.key(), batch, row))
        .forEach(keys::add);
  }

  long count() {
    return count;
  }

  /** Warns of each, once the chunk is committed. */
  void report(MigratedObject table, Reporter reporter) {
    ErrorContext context = ErrorContext.of(table.source()).withPhase(Phase.FULL);
    for (String key : keys) {
      reporter.warning(
          WarningCode.ROW_LEFT_OUT,
          context.withPosition(key),
          table.target() + " has such a row already, which was kept");
    }
    if (count > keys.size()) {
      reporter.warning(
          WarningCode.ROW_LEFT_OUT,
          context,
          (count - keys.size()) + " more rows were left out for rows that were kept");
    }
  }
}
