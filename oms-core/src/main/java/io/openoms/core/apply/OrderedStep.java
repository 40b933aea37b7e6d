package io.openoms.core.apply;

import com.google.common.primitives.Ints;
import io.openoms.core.apply.net.Overlay;
import io.openoms.core.apply.net.TableChangeSet;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Changes of one kind that follow each other in the log, of rows that it does not carry as a whole.
 * One thread.
 */
final class OrderedStep extends Step<RowChange> {

  private final SettledRows settled;
  private final boolean lenient;
  private final RowChange.Kind kind;

  OrderedStep(Writing writing, TableChangeSet set, RowChange.Kind kind, List<RowChange> changes) {
    super(writing, set.table(), changes);
    this.settled = writing.settled();
    this.lenient = set.lenient();
    this.kind = kind;
  }

  @Override
  RowChange change(RowChange row) {
    return row;
  }

  @Override
  boolean many(List<RowChange> some) {
    some.forEach(this::write);
    return true;
  }

  /** The last image of each row. While the table converges, a row may be a mixture until later. */
  @Override
  List<RowImage> written(List<RowChange> some) {
    if (lenient) {
      return List.of();
    }
    int[] key = Ints.toArray(table.key());
    Map<RowImage, RowImage> last = new LinkedHashMap<>();
    for (RowChange row : some) {
      RowImage before = row.before();
      RowImage after = row.after();
      if (before != null) {
        last.remove(before.only(key));
      }
      if (after != null) {
        RowImage now = before == null ? after : Overlay.of(before, after);
        last.put(now.only(key), now);
      }
    }
    return List.copyOf(last.values());
  }

  @Override
  boolean repeats() {
    return lenient;
  }

  @Override
  void one(RowChange row) {
    if (!lenient) {
      write(row);
    } else if (!isFree(() -> write(row))) {
      settle(row);
    }
  }

  /** The row, where it was and where it is, is taken from the source. */
  private void settle(RowChange row) {
    RowImage before = row.before();
    RowImage after = row.after();
    if (before != null && after != null) {
      settled.settle(table, before, Overlay.of(before, after));
    } else {
      settled.settle(table, Objects.requireNonNull(after == null ? before : after));
    }
  }

  private void write(RowChange row) {
    switch (kind) {
      case INSERT -> insertRow(Objects.requireNonNull(row.after()));
      case DELETE -> judge(delete(List.of(Objects.requireNonNull(row.before()))));
      case UPDATE ->
          updateRow(Objects.requireNonNull(row.before()), Objects.requireNonNull(row.after()));
    }
  }

  private void insertRow(RowImage row) {
    if (!row.isWhole()) {
      throw incomplete("the log does not carry an inserted row as a whole");
    }
    if (lenient) {
      upsert(List.of(row));
    } else {
      insertOne(row);
    }
  }

  private void updateRow(RowImage before, RowImage after) {
    boolean moves =
        table.key().stream()
            .anyMatch(column -> !after.isAbsent(column) && !after.same(column, before));
    if (lenient && after.isWhole()) {
      if (moves) {
        delete(List.of(before));
      }
      upsert(List.of(after));
      return;
    }
    List<Integer> carried =
        IntStream.range(0, after.columns())
            .filter(column -> !after.isAbsent(column))
            .boxed()
            .toList();
    if (carried.isEmpty()) {
      return;
    }
    long found = update(before, carried, after);
    if (!lenient) {
      requireOne(found);
    } else if (moves && found != 1) {
      // It was certain to be there when the window was formed; a row that it met was settled since.
      settled.settle(table, before, Overlay.of(before, after));
    }
  }

  private void judge(long found) {
    if (!lenient) {
      requireOne(found);
    }
  }

  private static MigrationException incomplete(String what) {
    return new MigrationException(EngineError.CHANGE_INCOMPLETE, ErrorContext.none(), what);
  }

  @Override
  ChangeCounts counts(long rows) {
    return switch (kind) {
      case INSERT -> new ChangeCounts(rows, 0, 0, 0);
      case UPDATE -> new ChangeCounts(0, rows, 0, 0);
      case DELETE -> new ChangeCounts(0, 0, rows, 0);
    };
  }
}
