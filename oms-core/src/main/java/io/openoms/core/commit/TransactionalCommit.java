package io.openoms.core.commit;

import io.openoms.ObjectName;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.state.StateTransaction;
import io.openoms.spi.state.WriterRow;
import java.util.List;
import java.util.function.Predicate;

/** Rows and checkpoint in one transaction of the sink. Stateless. */
final class TransactionalCommit implements CommitProtocol {

  @Override
  public <T> Committed<T> commit(SinkConnection connection, WriterRow writer, Unit<T> unit) {
    long began = System.nanoTime();
    try (SinkTransaction transaction = connection.begin()) {
      T written = unit.write(transaction, () -> transaction.state().advance(writer));
      unit.checkpoint(written, transaction.state());
      long executed = System.nanoTime();
      transaction.commit();
      return new Committed<>(written, executed - began, System.nanoTime() - executed);
    }
  }

  @Override
  public boolean ask(SinkConnection connection, Predicate<StateTransaction> question) {
    try (SinkTransaction transaction = connection.begin()) {
      return question.test(transaction.state());
    }
  }

  @Override
  public boolean repeatsRows() {
    return false;
  }

  @Override
  public void insert(
      SinkTransaction rows, ObjectName table, List<ColumnDefinition> key, RowBatch batch) {
    rows.insert(table, batch);
  }
}
