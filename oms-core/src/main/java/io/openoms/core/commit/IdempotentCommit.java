package io.openoms.core.commit;

import io.openoms.ObjectName;
import io.openoms.core.state.ProjectState;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.state.StateTransaction;
import io.openoms.spi.state.WriterRow;
import java.util.List;
import java.util.function.Predicate;

/**
 * Rows first, made durable, then the checkpoint. Invariants: no checkpoint counts a row that is not
 * durable; ownership is proved before rows are written; rows that are written again are written by
 * their keys. Thread-safe.
 */
final class IdempotentCommit implements CommitProtocol {

  private final ProjectState state;

  IdempotentCommit(ProjectState state) {
    this.state = state;
  }

  @Override
  public <T> Committed<T> commit(SinkConnection connection, WriterRow writer, Unit<T> unit) {
    long began = System.nanoTime();
    Ownership ownership = new Proof(state, writer);
    ownership.prove();
    T written;
    try (SinkTransaction rows = connection.begin()) {
      written = unit.write(rows, ownership);
      rows.commit();
    }
    long executed = System.nanoTime();
    try (StateTransaction transaction = state.begin()) {
      unit.checkpoint(written, transaction);
      transaction.commit();
    }
    return new Committed<>(written, executed - began, System.nanoTime() - executed);
  }

  @Override
  public boolean ask(SinkConnection connection, Predicate<StateTransaction> question) {
    try (StateTransaction transaction = state.begin()) {
      return question.test(transaction);
    }
  }

  @Override
  public boolean repeatsRows() {
    return true;
  }

  @Override
  public void insert(
      SinkTransaction rows, ObjectName table, List<ColumnDefinition> key, RowBatch batch) {
    rows.changes().upsert(table, key, batch);
  }

  /** Moves the writer's row, in a transaction of its own. */
  private record Proof(ProjectState state, WriterRow writer) implements Ownership {

    @Override
    public void prove() {
      try (StateTransaction transaction = state.begin()) {
        transaction.advance(writer);
        transaction.commit();
      }
    }

    @Override
    public void beforeRows() {
      prove();
    }
  }
}
