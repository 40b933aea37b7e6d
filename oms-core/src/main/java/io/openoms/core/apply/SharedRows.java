package io.openoms.core.apply;

import com.google.common.collect.Lists;
import com.google.common.primitives.Ints;
import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.apply.net.TableChangeSet;
import io.openoms.core.apply.net.TableChangeSet.UnknownRow;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rows of a table that several tables of the source share, while it converges: a change in one of
 * them may have written, or removed, the row that another one has under the same key. So the others
 * are asked for the keys that were changed; a row that one of them has is settled. One thread.
 */
final class SharedRows {

  private static final int ASKED_AT_ONCE = 200;

  private final Batches batches;
  private final SettledRows settled;
  private final CurrentRows source;

  SharedRows(Batches batches, SettledRows settled, CurrentRows source) {
    this.batches = batches;
    this.settled = settled;
    this.source = source;
  }

  /** After all that the set itself changes. Blocks. */
  void settle(TableChangeSet set) {
    Map<ApplyTable, List<UnknownRow>> byOwner =
        set.touched().stream().collect(Collectors.groupingBy(UnknownRow::table));
    byOwner.forEach(
        (owner, rows) -> {
          for (ApplyTable other : source.sharing(owner)) {
            if (!other.source().equals(owner.source())) {
              Lists.partition(rows, ASKED_AT_ONCE).forEach(some -> settle(owner, other, some));
            }
          }
        });
  }

  private void settle(ApplyTable owner, ApplyTable other, List<UnknownRow> rows) {
    int[] key = Ints.toArray(owner.key());
    List<RowImage> keys = rows.stream().map(row -> row.row().only(key)).toList();
    for (RowImage found : present(owner, other, keys)) {
      settled.settleKey(owner, found);
    }
  }

  /** Those of the keys that the other table has. */
  private Set<RowImage> present(ApplyTable owner, ApplyTable other, List<RowImage> keys) {
    int[] columns =
        owner.key().stream()
            .mapToInt(column -> number(other, owner.columns().get(column).name()))
            .toArray();
    RowBatch asked =
        batches.rows(Ints.asList(columns).stream().map(other.columns()::get).toList(), keys);
    Set<RowImage> wanted = new HashSet<>(keys);
    Set<RowImage> found = new HashSet<>();
    try (RowReader reader = source.find(other, asked)) {
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int row = 0; row < batch.rows(); row++) {
          found.add(RowImage.of(batch, row, columns));
        }
      }
    }
    batches.recycle(asked);
    found.retainAll(wanted);
    return found;
  }

  private static int number(ApplyTable table, String name) {
    for (int column = 0; column < table.columns().size(); column++) {
      if (table.columns().get(column).name().equalsIgnoreCase(name)) {
        return column;
      }
    }
    throw new IllegalStateException(table.source() + " has no column " + name);
  }
}
