package io.openoms.core.verify;

import io.openoms.ObjectName;
import io.openoms.core.commit.Undo;
import io.openoms.core.conflict.SingleRow;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.SinkCapability;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes rows of a table with a key at the sink what they are at the source. While the source is
 * followed: the rows are read, everything up to the log's end at that moment is applied, and the
 * rows are written between two windows, unless a change of them was applied since they were read.
 * So a row at the sink is what the log says at every position, and the table stays strict.
 * Thread-safe.
 */
final class RowRepair {

  /** Rows that meet others in unique keys are repaired together with them, up to so many. */
  private static final int MOST_ROWS = 1_000;

  /** A statement that writes rows takes several times their size. */
  private static final long BYTES = 4 << 20;

  /** The same for rows that meet. */
  private static final long MOST_BYTES = 16 << 20;

  private final Ends ends;
  private final Stream stream;
  private final RepairCommit commit;
  private final Set<SinkCapability> capabilities;
  private final boolean keepsExtra;

  /**
   * Repairs rows by looks at those ends.
   *
   * @param keepsExtra whether rows stay that only the sink has
   */
  RowRepair(
      Ends ends,
      Stream stream,
      RepairCommit commit,
      Set<SinkCapability> capabilities,
      boolean keepsExtra) {
    this.ends = ends;
    this.stream = stream;
    this.commit = commit;
    this.capabilities = capabilities;
    this.keepsExtra = keepsExtra;
  }

  /**
   * What became of rows.
   *
   * @param changed keys of rows that were not written: they were changed meanwhile, or changes
   *     before were not applied in time
   * @param left keys of rows for which there was no room
   */
  record Repaired(List<RowImage> changed, List<RowImage> left) {}

  /**
   * What became of an attempt.
   *
   * @param asked how many rows there was room for, the first ones
   * @param changed keys of rows that were changed meanwhile, or whose changes are not applied in
   *     time: they were not written
   * @param met the key of a row of the sink that keeps one of them out; all must be written again
   */
  private record Outcome(int asked, List<RowImage> changed, Optional<RowImage> met) {}

  /**
   * Repairs rows once, as many as there is room for. Blocks.
   *
   * @param keys their distinct keys in the one form
   * @throws MigrationException KEYS_COLLIDE when the sink holds rows of the source to be equal; the
   *     sink's own error for a row that it refuses
   */
  Repaired repair(VerifiedTable table, List<RowImage> keys) {
    Outcome outcome = attempt(table, keys, new Room(BYTES), false);
    int asked = outcome.asked();
    Set<RowImage> together = new LinkedHashSet<>(keys.subList(0, asked));
    while (outcome.met().isPresent()) {
      if (!together.add(outcome.met().get()) || together.size() > MOST_ROWS) {
        throw collision(table);
      }
      outcome = attempt(table, List.copyOf(together), new Room(MOST_BYTES), true);
      if (outcome.asked() < together.size()) {
        return fewer(table, keys, asked);
      }
    }
    return new Repaired(outcome.changed(), keys.subList(asked, keys.size()));
  }

  /** Half of the rows, where all of them and those that they meet are too large. */
  private Repaired fewer(VerifiedTable table, List<RowImage> keys, int asked) {
    if (asked == 1) {
      throw collision(table);
    }
    Repaired some = repair(table, keys.subList(0, asked / 2));
    List<RowImage> left = new ArrayList<>(some.left());
    left.addAll(keys.subList(asked / 2, keys.size()));
    return new Repaired(some.changed(), left);
  }

  /**
   * Repairs as many of the rows as there is room for.
   *
   * @param isWhole whether none is written unless there is room for all
   */
  private Outcome attempt(VerifiedTable table, List<RowImage> all, Room room, boolean isWhole) {
    Rows rows = new Rows(table);
    try (WatchedRows watched = stream.watch(table, new HashSet<>(all))) {
      Ends.Lookup lookup = stream.lookup(true);
      SomeRows read =
          SomeRows.find(
              table, all, room, (batch, most) -> ends.sourceRows(table, batch, most, lookup));
      List<RowImage> keys = all.subList(0, read.asked());
      Map<RowImage, List<RowImage>> sources = read.byKey();
      boolean isTooLarge = isWhole && read.asked() < all.size();
      if (isTooLarge || !stream.awaitApplied()) {
        return new Outcome(read.asked(), keys, Optional.empty());
      }
      return commit.write(
          transaction -> {
            List<RowImage> changed = keys.stream().filter(watched::hasChanged).toList();
            Map<RowImage, List<RowImage>> right = new LinkedHashMap<>();
            keys.stream()
                .filter(key -> !watched.hasChanged(key))
                // It may have gone at the source since it was found to differ.
                .filter(key -> !keepsExtra || sources.containsKey(key))
                .forEach(key -> right.put(key, sources.getOrDefault(key, List.of())));
            return new Outcome(read.asked(), changed, write(rows, table, transaction, right));
          });
    }
  }

  /** Writes rows; gives the key of a row that is in the way: all must be written again then. */
  private Optional<RowImage> write(
      Rows rows,
      VerifiedTable table,
      SinkTransaction transaction,
      Map<RowImage, List<RowImage>> right) {
    List<RowImage> present = new ArrayList<>();
    List<RowImage> absent = new ArrayList<>();
    right.forEach(
        (key, images) -> {
          if (images.isEmpty()) {
            absent.add(key);
          } else {
            present.addAll(images);
          }
        });
    if (present.size() + absent.size() > right.size()) {
      throw collision(table);
    }
    ObjectName target = table.target().table().name();
    ChangeWriter changes = transaction.changes();
    Undo undo = new Undo(changes, capabilities);
    undo.mark();
    try {
      delete(rows, table, changes, absent);
      if (!present.isEmpty()) {
        changes.upsert(target, table.key(), rows.whole(present));
      }
      return Optional.empty();
    } catch (RowRefusedException e) {
      if (!e.isPresent()) {
        throw e;
      }
      // Where the sink cannot undo, what was written is right, and is written again.
      undo.back();
    }
    // Unique values may have moved from one of the rows to another, so all of them make room first.
    delete(rows, table, changes, List.copyOf(right.keySet()));
    for (RowImage row : present) {
      RowBatch batch = rows.whole(List.of(row));
      Optional<RowImage> met = SingleRow.insert(transaction, target, table.key(), batch);
      if (met.isPresent()) {
        undo.back();
        return met.map(rows::normalKey);
      }
    }
    return Optional.empty();
  }

  private static void delete(
      Rows rows, VerifiedTable table, ChangeWriter changes, List<RowImage> keys) {
    if (!keys.isEmpty()) {
      changes.delete(table.target().table().name(), rows.batch(keys));
    }
  }

  private static MigrationException collision(VerifiedTable table) {
    return new MigrationException(
        EngineError.KEYS_COLLIDE,
        ErrorContext.of(table.sources().get(0).table().name()),
        "rows that differ cannot be repaired: a key of the sink holds rows of the source to be"
            + " equal, or more than "
            + MOST_ROWS
            + " rows meet in it, or more than "
            + (MOST_BYTES >> 20)
            + " MiB of them");
  }
}
