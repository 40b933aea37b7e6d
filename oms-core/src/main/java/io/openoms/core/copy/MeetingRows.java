package io.openoms.core.copy;

import io.openoms.ObjectName;
import io.openoms.core.conflict.KeyConflicts;
import io.openoms.core.conflict.Origin;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.SinkCapability;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowImage;
import java.util.List;
import java.util.Set;

/**
 * Inserts copied rows where they may meet others: chunks are read at different moments, so a unique
 * value may have wandered from a row of one to a row of another. Such rows are taken from the
 * source as they are now; the table's high watermark is taken later than that. Stateless.
 */
final class MeetingRows {

  private MeetingRows() {}

  /**
   * Inserts a batch; in a transaction that inserts nothing else meanwhile. Blocks. A sink without
   * savepoints looks at each row from the start.
   *
   * @return whether all rows are there as the batch has them: else some are as they are now
   */
  static boolean insert(
      SinkTransaction tx,
      ObjectName target,
      Origin origin,
      RowBatch batch,
      Set<SinkCapability> capabilities) {
    if (!capabilities.contains(SinkCapability.SAVEPOINT)) {
      return insertOthers(tx, target, origin, batch);
    }
    tx.changes().savepoint();
    try {
      tx.insert(target, batch);
      return true;
    } catch (RowRefusedException e) {
      if (!e.isPresent()) {
        throw e;
      }
      tx.changes().rollbackToSavepoint();
      return insertOthers(tx, target, origin, batch);
    }
  }

  private static boolean insertOthers(
      SinkTransaction tx, ObjectName target, Origin origin, RowBatch batch) {
    KeyConflicts conflicts = new KeyConflicts(tx, target, List.of(origin));
    int[] key = origin.key().stream().mapToInt(batch.columns()::indexOf).toArray();
    List<Integer> met = tx.insertAbsent(target, origin.key(), batch);
    for (int row : met) {
      conflicts.settle(List.of(RowImage.of(batch, row, key)));
    }
    return met.isEmpty();
  }
}
