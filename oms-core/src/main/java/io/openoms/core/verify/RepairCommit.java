package io.openoms.core.verify;

import io.openoms.core.commit.CommitProtocol;
import io.openoms.core.commit.Ownership;
import io.openoms.core.commit.Unit;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.PhaseContext;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.StateTransaction;
import io.openoms.spi.state.StoredApply;
import java.util.Optional;
import java.util.function.Function;

/**
 * Commits repaired rows. While the source is followed, no change is under way meanwhile. Where a
 * project follows its source and this run does not, the source must not have changed since: rows
 * that were later than the position of the changes would be taken for a fault when these continue.
 * Thread-safe.
 */
final class RepairCommit {

  private final PhaseContext context;
  private final Stream stream;
  private final CommitProtocol commit;

  RepairCommit(PhaseContext context, Stream stream) {
    this.context = context;
    this.stream = stream;
    this.commit = CommitProtocol.of(context.roles().rowSink().delivery(), context.state());
  }

  /** Writes rows in one transaction. Blocks. */
  <T> T write(Function<SinkTransaction, T> rows) {
    if (!stream.isFollowing()) {
      requireRest();
    }
    return stream.whileAtRest(() -> commit(rows));
  }

  private <T> T commit(Function<SinkTransaction, T> rows) {
    try (SinkConnection connection = context.roles().rowSink().connect()) {
      return commit
          .commit(connection, context.state().writer(PhaseContext.VERIFIER), unit(rows))
          .written();
    }
  }

  private <T> Unit<T> unit(Function<SinkTransaction, T> rows) {
    return new Unit<>() {
      @Override
      public T write(SinkTransaction transaction, Ownership ownership) {
        ownership.beforeRows();
        return rows.apply(transaction);
      }

      @Override
      public void checkpoint(T written, StateTransaction state) {
        state.advance(context.state().writer(PhaseContext.VERIFIER));
      }
    };
  }

  private void requireRest() {
    Optional<Position> applied = context.state().apply().map(StoredApply::position);
    if (applied.isPresent() && !isAtEnd(applied.get())) {
      throw new MigrationException(
          EngineError.OPERATION_REFUSED,
          ErrorContext.none().withPosition(applied.get().text()),
          "the project follows its source, and the source has changed since that position; repair"
              + " in a run with the incremental phase");
    }
  }

  private boolean isAtEnd(Position applied) {
    ChangeLog log = context.roles().requireLog();
    return log.current().filter(end -> log.covers(applied, end)).isPresent();
  }
}
