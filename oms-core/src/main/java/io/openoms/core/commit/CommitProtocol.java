package io.openoms.core.commit;

import io.openoms.ObjectName;
import io.openoms.core.state.ProjectState;
import io.openoms.spi.Delivery;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.state.StateTransaction;
import io.openoms.spi.state.WriterRow;
import java.util.List;
import java.util.function.Predicate;

/** Commits rows and checkpoints in the order that the sink's delivery needs. Thread-safe. */
public interface CommitProtocol {

  /** The protocol of a delivery. */
  static CommitProtocol of(Delivery delivery, ProjectState state) {
    return switch (delivery) {
      case TRANSACTIONAL -> new TransactionalCommit();
      case IDEMPOTENT -> new IdempotentCommit(state);
    };
  }

  /**
   * Writes a unit and commits it. Blocks. An error leaves the outcome unknown: {@link #ask} finds
   * out.
   *
   * @param writer the writer's row in the state
   */
  <T> Committed<T> commit(SinkConnection connection, WriterRow writer, Unit<T> unit);

  /**
   * Asks the state, and changes nothing. Blocks until an earlier transaction ends that may still
   * hang in the server, so the answer is final.
   */
  boolean ask(SinkConnection connection, Predicate<StateTransaction> question);

  /**
   * Whether rows of a unit that was not committed may be at the sink. Then a window is stored
   * before its first row is written, so that the same rows are written again, and no table is
   * strict: its rows may be later than the checkpoint.
   */
  boolean repeatsRows();

  /**
   * Writes rows of a chunk.
   *
   * @param key the columns of the copy key
   * @throws io.openoms.spi.RowRefusedException for a row that is in another one's place
   */
  void insert(SinkTransaction rows, ObjectName table, List<ColumnDefinition> key, RowBatch batch);
}
