package io.openoms.core.copy;

import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.Roles;
import io.openoms.core.plan.SmallTables;
import io.openoms.core.plan.TableShapes;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ReadPoint;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.ChunkRange;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Reads a group of small tables into memory, before its transaction at the sink begins: so neither
 * the source's snapshot nor that transaction waits for the other server. One thread.
 */
final class GroupReader {

  private final GroupScope scope;
  private final Roles roles;
  private final LongConsumer sleep;

  GroupReader(GroupScope scope) {
    this.scope = scope;
    this.roles = scope.context().roles();
    this.sleep = scope.context().control()::sleep;
  }

  /**
   * Reads them, or the first ones of them where they are larger than expected. Blocks on the
   * source.
   *
   * @throws TooLargeException for a table that is not small after all
   */
  GroupRows read(List<SmallTable> tables) {
    Optional<Position> before = roles.lowPosition();
    List<GroupRows.Part> parts = new ArrayList<>();
    long bytes = 0;
    try (ReadPoint point =
        roles.snapshot().sharedPoint(tables.stream().map(SmallTable::read).toList())) {
      for (SmallTable table : tables) {
        GroupRows.Part part = read(point, table);
        parts.add(part);
        bytes += part.bytes();
        if (bytes > SmallTables.CHUNK_BYTES) {
          break;
        }
      }
      requireShapes(parts.stream().map(GroupRows.Part::table).toList());
      return new GroupRows(
          parts, point.position().or(() -> before), point.position().or(roles::highPosition));
    }
  }

  private GroupRows.Part read(ReadPoint point, SmallTable table) {
    List<RowBatch> batches = new ArrayList<>();
    long count = 0;
    long bytes = 0;
    try (RowReader rows = point.read(table.read(), ChunkRange.all(), scope.batches())) {
      for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
        scope.context().control().check();
        scope.limits().rows().obey(batch.rows(), sleep);
        scope.limits().bytes().obey(batch.bytes(), sleep);
        count += batch.rows();
        bytes += batch.bytes();
        if (count > table.mostRows() || bytes > SmallTable.MOST_CHUNKS * SmallTables.CHUNK_BYTES) {
          throw new TooLargeException(table);
        }
        batches.add(batch);
      }
    } catch (MigrationException e) {
      throw e.in(ErrorContext.of(table.object().source()));
    }
    return new GroupRows.Part(table, batches, count, bytes);
  }

  /** The log shows a definition that changes during the copy; without it, it is looked up. */
  private void requireShapes(List<SmallTable> tables) {
    if (scope.context().follows()) {
      return;
    }
    PhaseContext ahead = scope.context().ahead(tables.stream().map(SmallTable::object).toList());
    TableShapes shapes = new TableShapes(ahead.roles(), ahead.reads());
    tables.forEach(table -> shapes.requireSource(table.object()));
  }
}
