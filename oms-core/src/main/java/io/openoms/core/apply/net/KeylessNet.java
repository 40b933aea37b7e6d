package io.openoms.core.apply.net;

import io.openoms.core.apply.net.TableChangeSet.RowCount;
import io.openoms.core.error.EngineError;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table without a key: how often each exact row comes or goes. Such a table is copied up to an
 * exact position, so it never converges. One thread.
 */
final class KeylessNet extends TableNet {

  private final Map<RowImage, Integer> counts = new LinkedHashMap<>();

  KeylessNet(ApplyTable table) {
    super(table);
  }

  @Override
  void add(ApplyTable source, RowChange change) {
    RowImage before = change.before();
    if (before != null) {
      count(before, -1);
    }
    if (change.after() != null) {
      count(before == null ? change.after() : Overlay.of(before, change.after()), 1);
    }
  }

  private void count(RowImage row, int one) {
    if (!row.isWhole()) {
      throw error(
          EngineError.CHANGE_INCOMPLETE,
          "the table has no key, and the log does not carry a row of it as a whole",
          row);
    }
    counts.merge(row, one, Integer::sum);
  }

  @Override
  TableChangeSet result() {
    List<RowCount> net = new ArrayList<>();
    counts.forEach(
        (row, count) -> {
          if (count != 0) {
            net.add(new RowCount(row, count));
          }
        });
    return new TableChangeSet(
        table(), false, List.of(), List.of(), List.of(), List.of(), net, List.of(), List.of(),
        List.of());
  }
}
