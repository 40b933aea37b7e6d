package io.openoms.tidb.log.window;

import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import io.openoms.tidb.error.ChangefeedError;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rows that were written last. A message without an old row is a new row, unless the changefeed
 * leaves old rows out: then an update looks the same, and a row that is known to be there comes
 * once more. That is refused; where the row is not known, a strict table refuses it. One thread.
 */
public final class KnownRows {

  private static final int MOST = 50_000;

  private final Map<Row, Boolean> rows =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Row, Boolean> eldest) {
          return size() > MOST;
        }
      };

  private record Row(ObjectName table, RowImage key) {}

  /**
   * Takes the next change, in the order in which they are applied.
   *
   * @throws MigrationException when a row comes that is there
   */
  public void take(FeedTransaction.Change change) {
    Row row = new Row(change.table().name(), change.keyed().key());
    RowChange.Kind kind = change.keyed().change().kind();
    if (kind == RowChange.Kind.DELETE) {
      rows.remove(row);
    } else if (rows.put(row, true) != null && kind == RowChange.Kind.INSERT) {
      throw new MigrationException(
          ChangefeedError.OLD_VALUES_MISSING,
          ErrorContext.of(row.table()),
          "a row comes that is there: the changefeed leaves out the old values of updated rows");
    }
  }
}
