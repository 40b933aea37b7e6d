package io.openoms.core.copy;

import io.openoms.core.table.WholeCopy;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.state.CopiedTable;
import io.openoms.spi.state.StoredObject;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a group's tables as one attempt has read them, on their way to the sink. What readers
 * did not see stands in the log behind the low watermark, what they saw before the high one. One
 * thread.
 */
final class GroupRows {

  /** One table's rows. */
  record Part(
      SmallTable table, List<RowBatch> batches, long rows, long bytes, LeftOutRows leftOut) {

    Part(SmallTable table, List<RowBatch> batches, long rows, long bytes) {
      this(table, batches, rows, bytes, new LeftOutRows(table.read()));
    }

    long written() {
      return rows - leftOut.count();
    }
  }

  private final List<Part> parts;
  private final Optional<Position> low;
  private final Optional<Position> high;

  GroupRows(List<Part> parts, Optional<Position> low, Optional<Position> high) {
    this.parts = List.copyOf(parts);
    this.low = low;
    this.high = high;
  }

  /** The tables that were read: at least one. */
  List<SmallTable> tables() {
    return parts.stream().map(Part::table).toList();
  }

  /** Writes the rows; an error names the table. Blocks on the sink. */
  void write(SinkTransaction tx, RowInsertion insertion, GroupScope scope) {
    for (Part part : parts) {
      SmallTable table = part.table();
      try {
        for (RowBatch batch : part.batches()) {
          scope.context().control().check();
          insertion.insert(
              tx, table.object().target(), table.read(), Optional.empty(), batch, part.leftOut());
        }
      } catch (MigrationException e) {
        throw e.in(ErrorContext.of(table.object().source()));
      }
    }
  }

  private WholeCopy copy(SmallTable table) {
    return new WholeCopy(low, high, table.isComplete());
  }

  /** The tables' states, to be stored with their rows. */
  List<StoredObject> objects() {
    return parts.stream()
        .map(part -> part.table().object().storedAfter(copy(part.table())))
        .toList();
  }

  /** The tables' chunks, to be stored with their rows. */
  List<CopiedTable> chunks() {
    return parts.stream()
        .map(
            part ->
                new CopiedTable(
                    part.table().object().source(), part.written(), part.leftOut().count()))
        .toList();
  }

  /** They are committed: the tables are told so, and the figures are counted. */
  void committed(GroupScope scope) {
    for (Part part : parts) {
      part.table().object().copied(copy(part.table()), part.written(), part.leftOut().count());
      part.table().object().addBytes(part.bytes());
      scope.meter().count(part.rows(), part.bytes());
      part.leftOut().report(part.table().object(), scope.reporter());
      part.batches().forEach(scope.batches()::recycle);
    }
  }
}
