package io.openoms.core.apply;

import io.openoms.core.apply.net.TableChangeSet;
import io.openoms.core.apply.net.TableChangeSet.RowCount;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** The steps of which a change set consists. */
final class Steps {

  private final Writing writing;

  Steps(Writing writing) {
    this.writing = writing;
  }

  /** Rows that go together. */
  RemovalStep removals(TableChangeSet set) {
    return new RemovalStep(writing, set);
  }

  /** Rows that must go. */
  Step<RowImage> deletes(TableChangeSet set) {
    boolean lenient = set.lenient();
    return new Step<>(writing, set.table(), set.deletes()) {
      @Override
      RowChange change(RowImage row) {
        return new RowChange(row, null);
      }

      @Override
      boolean many(List<RowImage> some) {
        return delete(some) == some.size() || lenient;
      }

      @Override
      boolean repeats() {
        return lenient;
      }

      @Override
      void one(RowImage row) {
        long found = delete(List.of(row));
        if (!lenient) {
          requireOne(found);
        }
      }

      @Override
      ChangeCounts counts(long rows) {
        return new ChangeCounts(0, 0, rows, 0);
      }
    };
  }

  /** Rows that change in place. */
  Step<RowChange> updates(TableChangeSet set) {
    return new Step<>(writing, set.table(), set.updates()) {
      @Override
      RowChange change(RowChange row) {
        return row;
      }

      @Override
      boolean many(List<RowChange> some) {
        return updateExisting(some.stream().map(RowChange::after).toList()) == some.size();
      }

      /** A server may see no change where there is one, such as in JSON from 1 to 1.0. */
      @Override
      void one(RowChange row) {
        requireOne(delete(List.of(Objects.requireNonNull(row.before()))));
        insertOne(Objects.requireNonNull(row.after()));
      }

      @Override
      ChangeCounts counts(long rows) {
        return new ChangeCounts(0, rows, 0, 0);
      }
    };
  }

  /** Rows that must come, or, while the table converges, be there. */
  Step<RowImage> inserts(TableChangeSet set) {
    boolean lenient = set.lenient();
    return new Step<>(writing, set.table(), set.inserts()) {
      @Override
      RowChange change(RowImage row) {
        return new RowChange(null, row);
      }

      @Override
      boolean many(List<RowImage> some) {
        if (lenient) {
          upsert(some);
        } else {
          insert(some);
        }
        return true;
      }

      @Override
      boolean repeats() {
        return lenient;
      }

      @Override
      void one(RowImage row) {
        if (!lenient) {
          insertOne(row);
        } else if (!isFree(() -> upsert(List.of(row)))) {
          writing.settled().settle(table, row);
        }
      }

      @Override
      ChangeCounts counts(long rows) {
        return new ChangeCounts(rows, 0, 0, 0);
      }
    };
  }

  /** Rows without a key that go. */
  Step<RowCount> fewer(TableChangeSet set) {
    List<RowCount> some = set.counts().stream().filter(count -> count.count() < 0).toList();
    if (!some.isEmpty()) {
      requireComparable(set);
    }
    return new Step<>(writing, set.table(), some) {
      @Override
      RowChange change(RowCount row) {
        return new RowChange(row.row(), null);
      }

      @Override
      boolean many(List<RowCount> rows) {
        return rows.stream().allMatch(row -> deleteEqual(row.row(), -row.count()) == -row.count());
      }

      @Override
      void one(RowCount row) {
        int found = deleteEqual(row.row(), -row.count());
        if (found != -row.count()) {
          throw diverged(
              "the log removes " + -row.count() + " equal rows of which " + found + " are there");
        }
      }

      @Override
      int times(RowCount row) {
        return -row.count();
      }

      @Override
      ChangeCounts counts(long rows) {
        return new ChangeCounts(0, 0, rows, 0);
      }
    };
  }

  /** Rows without a key that come. */
  Step<RowCount> more(TableChangeSet set) {
    List<RowCount> some = set.counts().stream().filter(count -> count.count() > 0).toList();
    return new Step<>(writing, set.table(), some) {
      @Override
      RowChange change(RowCount row) {
        return new RowChange(null, row.row());
      }

      @Override
      boolean many(List<RowCount> rows) {
        List<RowImage> images = new ArrayList<>();
        for (RowCount row : rows) {
          images.addAll(Collections.nCopies(row.count(), row.row()));
        }
        insert(images);
        return true;
      }

      @Override
      void one(RowCount row) {
        insert(Collections.nCopies(row.count(), row.row()));
      }

      @Override
      int times(RowCount row) {
        return row.count();
      }

      @Override
      ChangeCounts counts(long rows) {
        return new ChangeCounts(rows, 0, 0, 0);
      }
    };
  }

  /** Changes that keep the log's order. */
  OrderedStep ordered(TableChangeSet set, RowChange.Kind kind, List<RowChange> changes) {
    return new OrderedStep(writing, set, kind, changes);
  }

  /** Rows that several tables of the source share. */
  SharedRows shared(CurrentRows source) {
    return new SharedRows(writing.batches(), writing.settled(), source);
  }

  /** Rows that are taken from the source. */
  UnknownStep unknown(TableChangeSet set, CurrentRows source) {
    return new UnknownStep(writing, set, source);
  }

  private void requireComparable(TableChangeSet set) {
    List<String> names =
        writing.transaction().changes().incomparable(set.table().columns()).stream()
            .map(ColumnDefinition::name)
            .toList();
    if (!names.isEmpty()) {
      throw new MigrationException(
          EngineError.CHANGE_INCOMPLETE,
          ErrorContext.of(set.table().source()),
          "the table has no key, and the sink cannot find a row by " + String.join(", ", names));
    }
  }
}
