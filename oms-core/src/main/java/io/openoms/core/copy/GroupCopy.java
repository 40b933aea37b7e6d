package io.openoms.core.copy;

import io.openoms.Phase;
import io.openoms.core.commit.CommitProtocol;
import io.openoms.core.commit.Ownership;
import io.openoms.core.commit.Unit;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.Roles;
import io.openoms.core.state.ProjectState;
import io.openoms.core.task.Attempts;
import io.openoms.core.task.Failures;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.SinkConnection;
import io.openoms.spi.SinkTransaction;
import io.openoms.spi.state.StateTransaction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Copies groups of small tables, one group at a time, each in one transaction. A group that fails
 * for good is halved, so that a table which is the cause of it ends alone, and is copied by itself
 * then, where its error is told. One thread.
 */
final class GroupCopy implements AutoCloseable {

  private final String writer;
  private final GroupScope scope;
  private final Roles roles;
  private final ProjectState state;
  private final CommitProtocol commit;
  private final GroupReader reader;
  private final RowInsertion insertion;
  private @Nullable SinkConnection connection;

  GroupCopy(String writer, GroupScope scope) {
    PhaseContext context = scope.context();
    this.writer = writer;
    this.scope = scope;
    this.roles = context.roles();
    this.state = context.state();
    this.commit = CommitProtocol.of(roles.rowSink().delivery(), state);
    this.reader = new GroupReader(scope);
    this.insertion =
        new RowInsertion(scope.options().conflict(), commit, roles.rowSink().capabilities());
  }

  /** Copies a group. Blocks. Tables that it cannot copy are left. */
  void copy(List<SmallTable> group) {
    Attempts attempts = scope.repeater().attempts();
    List<SmallTable> tables = group;
    while (!tables.isEmpty()) {
      GroupRows rows;
      try {
        rows = reader.read(tables);
      } catch (TooLargeException e) {
        scope.left().add(e.table().object());
        tables = tables.stream().filter(table -> !table.equals(e.table())).toList();
        continue;
      } catch (MigrationException e) {
        if (isGivenUp(tables, attempts, e)) {
          return;
        }
        continue;
      }
      // What it throws ends the run: whether these very rows are committed must be known.
      if (isDone(rows.tables(), rows, attempts)) {
        tables = tables.subList(rows.tables().size(), tables.size());
        attempts = scope.repeater().attempts();
      }
    }
  }

  /** Whether nothing is left to do for the tables, as they are committed or given up. */
  private boolean isDone(List<SmallTable> tables, GroupRows rows, Attempts attempts) {
    try {
      commit.commit(connection(), state.writer(writer), unit(rows));
    } catch (MigrationException e) {
      disconnect();
      scope.context().control().check();
      if (!isCommitted(tables)) {
        return isGivenUp(tables, attempts, e);
      }
    }
    rows.committed(scope);
    for (SmallTable table : tables) {
      if (!table.isComplete()) {
        // Its rows are there; indexes are built as those of others are.
        scope.left().add(table.object());
      }
      scope.reporter().object(Phase.FULL, table.object(), Optional.empty());
    }
    return true;
  }

  private boolean isGivenUp(List<SmallTable> tables, Attempts attempts, MigrationException error) {
    scope.context().control().check();
    if (isTriedAgain(attempts, error)) {
      return false;
    }
    divide(tables, error);
    return true;
  }

  private boolean isTriedAgain(Attempts attempts, MigrationException error) {
    OptionalLong delay = attempts.next(error);
    delay.ifPresent(
        nanos -> {
          scope.reporter().error(error.in(ErrorContext.none().withPhase(Phase.FULL)), true);
          scope.context().control().sleep(TimeUnit.NANOSECONDS.toMillis(nanos));
        });
    return delay.isPresent();
  }

  private void divide(List<SmallTable> tables, MigrationException error) {
    if (!error.isRetryable() && Failures.endsRun(error)) {
      throw error.in(ErrorContext.none().withPhase(Phase.FULL));
    }
    if (error.isRetryable() || tables.size() == 1) {
      // Whatever it is, the copy by chunks meets it, and waits longer or tells it by its table.
      tables.forEach(table -> scope.left().add(table.object()));
      return;
    }
    copy(tables.subList(0, tables.size() / 2));
    copy(tables.subList(tables.size() / 2, tables.size()));
  }

  /**
   * Whether an attempt that failed had been committed after all. The proof waits for a transaction
   * of this writer that still hangs in the server, so the answer is final.
   */
  private boolean isCommitted(List<SmallTable> tables) {
    return scope
        .repeater()
        .ask(
            () -> {
              state.prove(writer);
              return state.lastChunk(tables.get(0).object()).isPresent();
            });
  }

  private Unit<GroupRows> unit(GroupRows rows) {
    return new Unit<>() {
      @Override
      public GroupRows write(SinkTransaction tx, Ownership ownership) {
        rows.write(tx, insertion, scope);
        return rows;
      }

      @Override
      public void checkpoint(GroupRows written, StateTransaction transaction) {
        transaction.putObjects(state.project(), written.objects());
        transaction.addCopied(state.project(), written.chunks());
        transaction.advance(state.writer(writer));
      }
    };
  }

  private SinkConnection connection() {
    SinkConnection open = connection;
    if (open == null) {
      open = roles.rowSink().connect();
      connection = open;
    }
    return open;
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  @Override
  public void close() {
    disconnect();
  }
}
