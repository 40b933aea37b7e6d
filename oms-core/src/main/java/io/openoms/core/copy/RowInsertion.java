package io.openoms.core.copy;

import io.openoms.ConflictPolicy;
import io.openoms.ObjectName;
import io.openoms.core.commit.CommitProtocol;
import io.openoms.core.conflict.Origin;
import io.openoms.error.ErrorContext;
import io.openoms.spi.RowRefusedException;
import io.openoms.spi.SinkCapability;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowKey;
import io.openoms.spi.data.TableRead;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Inserts a batch of copied rows, as the {@link ConflictPolicy} says. Thread-safe. */
final class RowInsertion {

  private final ConflictPolicy conflict;
  private final CommitProtocol commit;
  private final MeetingRows meeting;

  RowInsertion(ConflictPolicy conflict, CommitProtocol commit, Set<SinkCapability> capabilities) {
    this.conflict = conflict;
    this.commit = commit;
    this.meeting = new MeetingRows(commit, capabilities);
  }

  /**
   * Inserts a batch of a read, and compares the generated columns that the read has. Blocks.
   *
   * @param origin as {@link TableCopy#origin()}
   * @param leftOut counts the rows that were left out for others
   */
  void insert(
      SinkTransaction tx,
      ObjectName target,
      TableRead read,
      Optional<Origin> origin,
      RowBatch batch,
      LeftOutRows leftOut) {
    Optional<GeneratedValues> generated = GeneratedValues.of(read);
    RowBatch own = generated.map(values -> values.own(batch)).orElse(batch);
    List<Integer> left = List.of();
    boolean asRead = true;
    try {
      if (conflict == ConflictPolicy.IGNORE) {
        left = tx.insertAbsent(target, read.key(), own);
        leftOut.add(batch, left);
      } else if (origin.isPresent()) {
        asRead = meeting.insert(tx, target, origin.get(), own);
      } else {
        commit.insert(tx, target, read.key(), own);
      }
    } catch (RowRefusedException e) {
      String row = RowKey.of(read.key(), batch, e.row());
      throw e.in(ErrorContext.none().withPosition("row " + row));
    }
    if (generated.isPresent() && asRead) {
      generated.get().compare(tx.changes(), target, batch, left);
    }
  }
}
