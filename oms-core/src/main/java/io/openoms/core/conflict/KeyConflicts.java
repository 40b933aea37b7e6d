package io.openoms.core.conflict;

import io.openoms.ObjectName;
import io.openoms.core.error.EngineError;
import io.openoms.core.table.ColumnNumbers;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.RowReader;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settles rows of a table that still converges and that meet in a key of the sink. Its rows are of
 * different moments, so a unique value may stand in a row that has given it up since, or in a later
 * row. All rows that meet are taken from the source as they are now, in one read: there, they do
 * not meet. If the sink refuses them all the same, it compares the key otherwise than the source,
 * and the table cannot be held. Nothing is ever overwritten. One thread.
 *
 * <p>The caller moves the table's high watermark behind the read, in the same transaction.
 */
public final class KeyConflicts {

  /** Rows of merged tables are read one table after another, so a row that moves shows twice. */
  private static final int READS_OF_MERGED = 3;

  private static final int MOST_ROWS = 400;

  private final SinkTransaction transaction;
  private final ObjectName target;
  private final List<Origin> origins;
  private final RowBatches memory = new RowBatches(new BatchLimits(MOST_ROWS, 1 << 20));

  /**
   * For one table at the sink.
   *
   * @param origins the tables whose rows it gets; all have the same key
   */
  public KeyConflicts(SinkTransaction transaction, ObjectName target, List<Origin> origins) {
    this.transaction = transaction;
    this.target = target;
    this.origins = List.copyOf(origins);
  }

  /** A row that was read, by its key, and the row at the sink that keeps it out. */
  private record Meeting(RowImage row, RowImage other) {}

  /** A row of the source as it is now. */
  private record Current(RowBatch batch, RowImage key) {}

  /**
   * Makes the rows under those keys what they are at the source now, and with them all rows that
   * they meet. Blocks.
   *
   * @param keys the values of the key's columns
   * @throws MigrationException KEYS_COLLIDE when rows that the source holds apart are equal in a
   *     key of the sink; both are named
   */
  public void settle(List<RowImage> keys) {
    Set<RowImage> asked = new LinkedHashSet<>(keys);
    int again = 0;
    Meeting meeting = takeOver(asked);
    while (meeting != null) {
      if (!asked.add(meeting.other()) && (origins.size() == 1 || ++again == READS_OF_MERGED)) {
        throw collision(meeting);
      }
      if (asked.size() > MOST_ROWS) {
        throw tooMany();
      }
      meeting = takeOver(asked);
    }
  }

  private @Nullable Meeting takeOver(Set<RowImage> asked) {
    List<Current> rows = new ArrayList<>();
    origins.forEach(origin -> read(origin, asked, rows));
    RowBatch all = batch(origins.get(0), asked);
    transaction.changes().delete(target, all);
    memory.recycle(all);
    Set<RowImage> written = new HashSet<>();
    for (Current row : rows) {
      if (!written.add(row.key())) {
        return new Meeting(row.key(), row.key());
      }
      List<ColumnDefinition> key = Columns.of(row.batch().columns(), origins.get(0).key());
      Optional<RowImage> other = SingleRow.insert(transaction, target, key, row.batch());
      if (other.isPresent()) {
        return new Meeting(row.key(), other.get());
      }
    }
    return null;
  }

  private void read(Origin origin, Set<RowImage> asked, List<Current> rows) {
    Origin first = origins.get(0);
    int[] key =
        first.key().stream()
            .mapToInt(of -> ColumnNumbers.of(origin.columns(), of.name()))
            .toArray();
    RowBatch keys = batch(origin, asked);
    try (RowReader reader = origin.rows().apply(keys)) {
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int row = 0; row < batch.rows(); row++) {
          RowImage of = RowImage.of(batch, row, key);
          if (asked.contains(of)) {
            rows.add(new Current(batch.only(new int[] {row}), of));
          }
        }
      }
    }
    memory.recycle(keys);
  }

  private RowBatch batch(Origin origin, Set<RowImage> keys) {
    return memory.of(
        origins.get(0).key().stream()
            .map(of -> origin.columns().get(ColumnNumbers.of(origin.columns(), of.name())))
            .toList(),
        keys);
  }

  private MigrationException collision(Meeting meeting) {
    String rows =
        meeting.row().equals(meeting.other())
            ? "two of the tables that are merged have the row " + text(meeting.row())
            : "a unique key of the sink holds two rows of the source to be equal: "
                + text(meeting.row())
                + " and "
                + text(meeting.other());
    return new MigrationException(
        EngineError.KEYS_COLLIDE,
        ErrorContext.of(origins.get(0).table()),
        rows
            + "; give the key's column a collation that tells them apart, or change one of them,"
            + " and have the table copied anew");
  }

  private MigrationException tooMany() {
    return new MigrationException(
        EngineError.KEYS_COLLIDE,
        ErrorContext.of(origins.get(0).table()),
        "more than "
            + MOST_ROWS
            + " rows meet in unique keys of the sink while the table converges; drop those of its"
            + " unique keys that are not its copy key until it has converged");
  }

  private String text(RowImage key) {
    return Columns.text(origins.get(0).key(), key);
  }
}
