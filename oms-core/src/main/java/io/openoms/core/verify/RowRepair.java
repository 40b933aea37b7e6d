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
   * @param changed keys of rows that were changed meanwhile: they were not written
   * @param met the key of a row of the sink that keeps one of them out; all must be written again
   */
  private record Outcome(List<RowImage> changed, Optional<RowImage> met) {}

  /**
   * Repairs rows once. Blocks.
   *
   * @param keys their keys in the one form
   * @return the keys of rows that were changed meanwhile
   * @throws MigrationException KEYS_COLLIDE when the sink holds rows of the source to be equal; the
   *     sink's own error for a row that it refuses
   */
  List<RowImage> repair(VerifiedTable table, List<RowImage> keys) {
    Set<RowImage> asked = new LinkedHashSet<>(keys);
    Outcome outcome = attempt(table, List.copyOf(asked));
    while (outcome.met().isPresent()) {
      if (!asked.add(outcome.met().get()) || asked.size() > MOST_ROWS) {
        throw collision(table);
      }
      outcome = attempt(table, List.copyOf(asked));
    }
    return outcome.changed();
  }

  private Outcome attempt(VerifiedTable table, List<RowImage> keys) {
    Rows rows = new Rows(table);
    try (WatchedRows watched = stream.watch(table, new HashSet<>(keys))) {
      Ends.Lookup lookup = stream.lookup(true);
      Map<RowImage, List<RowImage>> sources =
          SomeRows.all(table, keys, batch -> ends.sourceRows(table, batch, lookup));
      stream.awaitApplied();
      return commit.write(
          transaction -> {
            List<RowImage> changed = keys.stream().filter(watched::hasChanged).toList();
            Map<RowImage, List<RowImage>> right = new LinkedHashMap<>();
            keys.stream()
                .filter(key -> !watched.hasChanged(key))
                // It may have gone at the source since it was found to differ.
                .filter(key -> !keepsExtra || sources.containsKey(key))
                .forEach(key -> right.put(key, sources.getOrDefault(key, List.of())));
            return new Outcome(changed, write(rows, table, transaction, right));
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
            + " rows meet in it");
  }
}
