package io.openoms.core.copy;

import io.openoms.ConflictPolicy;
import io.openoms.ObjectName;
import io.openoms.core.commit.CommitProtocol;
import io.openoms.core.commit.Ownership;
import io.openoms.core.commit.Unit;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.Roles;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.core.task.Control;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.state.StateTransaction;
import io.openoms.spi.state.StoredChunk;
import org.jspecify.annotations.Nullable;

/**
 * Commits chunks, each with its mark and the proof of ownership, and finds out which ones are
 * committed. It holds one connection of the sink. One thread.
 */
final class ChunkCommit implements AutoCloseable {

  /**
   * What a chunk has brought, with the rows that were left out.
   *
   * @param leftOut which ones
   */
  record Written(long rows, long bytes, LeftOutRows leftOut) {

    /** The rows that are at the sink. */
    long arrived() {
      return rows - leftOut.count();
    }
  }

  private final String writer;
  private final Roles roles;
  private final ProjectState state;
  private final Control control;
  private final RowBatches batches;
  private final CommitProtocol commit;
  private final RowInsertion insertion;
  private @Nullable SinkConnection connection;

  /**
   * Commits as that writer.
   *
   * @param batches takes the memory of batches back
   */
  ChunkCommit(
      String writer,
      ConflictPolicy conflict,
      Roles roles,
      ProjectState state,
      Control control,
      RowBatches batches) {
    this.writer = writer;
    this.roles = roles;
    this.state = state;
    this.control = control;
    this.batches = batches;
    this.commit = CommitProtocol.of(roles.rowSink().delivery(), state);
    this.insertion = new RowInsertion(conflict, commit, roles.rowSink().capabilities());
  }

  /**
   * Writes a chunk's rows and commits them. Blocks. After an error its outcome is unknown: {@link
   * #isDone} finds out.
   */
  Written commit(TableCopy table, StoredChunk chunk, ChunkRows rows) {
    LeftOutRows leftOut = new LeftOutRows(table.read());
    return commit
        .commit(
            connection(),
            state.writer(writer),
            new Unit<Written>() {
              @Override
              public Written write(SinkTransaction tx, Ownership ownership) {
                return writeAll(table, rows, tx, ownership, leftOut);
              }

              @Override
              public void checkpoint(Written written, StateTransaction transaction) {
                complete(table, chunk, rows, written, transaction);
              }
            })
        .written();
  }

  private Written writeAll(
      TableCopy table,
      ChunkRows source,
      SinkTransaction tx,
      Ownership ownership,
      LeftOutRows leftOut) {
    long rows = 0;
    long bytes = 0;
    for (RowBatch batch = source.next(tx); batch != null; batch = source.next(tx)) {
      ownership.beforeRows();
      insertion.insert(tx, table.object().target(), table.read(), table.origin(), batch, leftOut);
      rows += batch.rows();
      bytes += batch.bytes();
      batches.recycle(batch);
      control.check();
    }
    return new Written(rows, bytes, leftOut);
  }

  private void complete(
      TableCopy table,
      StoredChunk chunk,
      ChunkRows rows,
      Written written,
      StateTransaction transaction) {
    MigratedObject object = table.object();
    if (!transaction.completeChunk(
        state.project(),
        object.source(),
        chunk.number(),
        written.arrived(),
        written.leftOut().count())) {
      // Where two attempts at one chunk are at work, the rows of the second one are rolled back.
      throw new MigrationException(
          EngineError.UNEXPECTED,
          ErrorContext.of(object.source()),
          "chunk " + chunk.number() + " was marked by another transaction meanwhile");
    }
    if (table.isReadExactly()) {
      // The rows and the one position at which this attempt has read them.
      transaction.putObject(
          state.project(), object.storedAfter(Transition.READ_AT, rows.position()));
    }
    transaction.advance(state.writer(writer));
  }

  /**
   * Whether an attempt that failed had been committed after all. Marking the chunk waits for that
   * attempt's transaction when it still hangs in the server, so the answer is final.
   */
  boolean isDone(ObjectName source, long chunk) {
    return commit.ask(connection(), tx -> !tx.completeChunk(state.project(), source, chunk, 0, 0));
  }

  private SinkConnection connection() {
    SinkConnection open = connection;
    if (open == null) {
      open = roles.rowSink().connect();
      connection = open;
    }
    return open;
  }

  /** Gives the connection back, whatever state it is in; the next call opens another one. */
  @Override
  public void close() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
