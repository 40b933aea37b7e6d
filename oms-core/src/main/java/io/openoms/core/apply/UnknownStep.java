package io.openoms.core.apply;

import com.google.common.collect.Lists;
import com.google.common.primitives.Ints;
import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.apply.net.TableChangeSet;
import io.openoms.core.apply.net.TableChangeSet.UnknownRow;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Takes rows over as they are at the source now. One that is not there any more, or under a key
 * that the source only holds equal, is left alone: it went, or moved, by a change that the log will
 * tell. Rows go through in batches, so large ones need no more memory. One thread.
 */
final class UnknownStep extends Step<UnknownRow> {

  private static final int ASKED_AT_ONCE = 200;

  private final CurrentRows source;
  private final SettledRows settled;

  UnknownStep(Writing writing, TableChangeSet set, CurrentRows source) {
    super(writing, set.table(), set.unknown());
    this.settled = writing.settled();
    this.source = source;
  }

  @Override
  RowChange change(UnknownRow one) {
    return new RowChange(one.row(), one.row());
  }

  /** They are as late as the source. */
  @Override
  List<RowImage> written(List<UnknownRow> some) {
    return List.of();
  }

  @Override
  boolean many(List<UnknownRow> some) {
    Map<ApplyTable, List<RowImage>> rows =
        some.stream()
            .collect(
                Collectors.groupingBy(
                    UnknownRow::table, Collectors.mapping(UnknownRow::row, Collectors.toList())));
    rows.forEach(
        (of, keys) -> Lists.partition(keys, ASKED_AT_ONCE).forEach(part -> takeOver(of, part)));
    return true;
  }

  @Override
  boolean repeats() {
    return true;
  }

  @Override
  void one(UnknownRow one) {
    if (!isFree(() -> takeOver(one.table(), List.of(one.row())))) {
      settled.settle(one.table(), one.row());
    }
  }

  private void takeOver(ApplyTable of, List<RowImage> rows) {
    int[] key = Ints.toArray(of.key());
    Set<RowImage> wanted = rows.stream().map(row -> row.only(key)).collect(Collectors.toSet());
    try (RowReader reader = source.find(of, keys(rows))) {
      for (RowBatch found = reader.next(); found != null; found = reader.next()) {
        RowBatch batch = found;
        int[] taken =
            IntStream.range(0, batch.rows())
                .filter(row -> wanted.contains(RowImage.of(batch, row, key)))
                .toArray();
        if (taken.length > 0) {
          writer.upsert(table.target(), keyColumns(), batch.only(taken));
        }
      }
    }
  }

  @Override
  ChangeCounts counts(long rows) {
    return new ChangeCounts(0, rows, 0, 0);
  }
}
