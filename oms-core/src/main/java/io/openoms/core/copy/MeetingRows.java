package io.openoms.core.copy;

import io.openoms.ObjectName;
import io.openoms.core.commit.CommitProtocol;
import io.openoms.core.commit.Undo;
import io.openoms.core.conflict.KeyConflicts;
import io.openoms.core.conflict.Origin;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.SinkCapability;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Inserts copied rows where they may meet others: chunks are read at different moments, so a unique
 * value may have wandered from a row of one to a row of another. Such rows are taken from the
 * source as they are now; the table's high watermark is taken later than that. Immutable.
 */
final class MeetingRows {

  private final CommitProtocol commit;
  private final Set<SinkCapability> capabilities;

  MeetingRows(CommitProtocol commit, Set<SinkCapability> capabilities) {
    this.commit = commit;
    this.capabilities = capabilities;
  }

  /**
   * Inserts a batch; in a transaction that inserts nothing else meanwhile. Blocks. A sink without
   * savepoints looks at each row from the start.
   *
   * @return whether all rows are there as the batch has them: else some are as they are now
   */
  boolean insert(SinkTransaction tx, ObjectName target, Origin origin, RowBatch batch) {
    Undo undo = new Undo(tx.changes(), capabilities);
    if (!undo.isAble() && !commit.repeatsRows()) {
      return settle(tx, target, origin, batch, tx.insertAbsent(target, origin.key(), batch));
    }
    undo.mark();
    try {
      commit.insert(tx, target, origin.key(), batch);
      return true;
    } catch (RowRefusedException e) {
      if (!e.isPresent()) {
        throw e;
      }
    }
    if (undo.isAble()) {
      undo.back();
      return settle(tx, target, origin, batch, tx.insertAbsent(target, origin.key(), batch));
    }
    return settle(tx, target, origin, batch, again(tx, target, origin, batch));
  }

  /** Writes the rows once more, one by one; gives the numbers of those that meet others. */
  private List<Integer> again(
      SinkTransaction tx, ObjectName target, Origin origin, RowBatch batch) {
    List<Integer> met = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      try {
        commit.insert(tx, target, origin.key(), batch.only(new int[] {row}));
      } catch (RowRefusedException e) {
        if (!e.isPresent()) {
          throw e;
        }
        met.add(row);
      }
    }
    return met;
  }

  private static boolean settle(
      SinkTransaction tx, ObjectName target, Origin origin, RowBatch batch, List<Integer> met) {
    KeyConflicts conflicts = new KeyConflicts(tx, target, List.of(origin));
    int[] key = origin.key().stream().mapToInt(batch.columns()::indexOf).toArray();
    for (int row : met) {
      conflicts.settle(List.of(RowImage.of(batch, row, key)));
    }
    return met.isEmpty();
  }
}
