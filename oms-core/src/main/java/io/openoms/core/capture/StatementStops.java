package io.openoms.core.capture;

import io.openoms.ObjectName;
import io.openoms.StoppedStatement;
import io.openoms.core.state.ProjectState;
import io.openoms.spi.data.TableDefinition;
import io.openoms.spi.state.StoredStop;
import java.util.List;
import java.util.Optional;

/**
 * The statements at which following stopped, and what an operator decided of them. A decision is
 * for one statement, and is forgotten in the transaction in which the position moves behind it. At
 * most one statement is undecided, the first in the log that is known. Thread-safe; calls block on
 * the state.
 */
public final class StatementStops {

  private final ProjectState state;

  /** Those of a project. */
  public StatementStops(ProjectState state) {
    this.state = state;
  }

  /** What was decided of a transaction's statement; empty for nothing. */
  public Optional<StoredStop> decided(String transaction) {
    return state.stops().stream()
        .filter(stored -> stored.decision().isPresent())
        .filter(stored -> stored.stop().transaction().equals(transaction))
        .findFirst();
  }

  /** Capture stopped: what stopped applying, which stands before it in the log, goes first. */
  void captureStopped(String transaction, ObjectName table, String statement) {
    boolean isFirst = state.stops().stream().noneMatch(stop -> stop.decision().isEmpty());
    if (isFirst && !transaction.isEmpty()) {
      StoredStop stop = open(transaction, table, statement);
      state.write(DefinitionChanges.WRITER, (project, tx) -> tx.putStop(project, stop));
    }
  }

  /** Applying stopped. */
  public void applyStopped(String writer, String transaction, ObjectName table, String statement) {
    StoredStop stop = open(transaction, table, statement);
    state.write(
        writer,
        (project, tx) -> {
          tx.removeOpenStops(project);
          tx.putStop(project, stop);
        });
  }

  private static StoredStop open(String transaction, ObjectName table, String statement) {
    return new StoredStop(
        new StoppedStatement(transaction, table, statement, Optional.empty()), Optional.empty());
  }

  /**
   * The decision's statement is about to be executed.
   *
   * @param existing the sink's table before it
   */
  public void begin(String writer, StoredStop decided, TableDefinition existing) {
    StoredStop begun = new StoredStop(decided.stop(), Optional.of(look(existing)));
    state.write(writer, (project, tx) -> tx.putStop(project, begun));
  }

  /** Whether the decision's statement was executed, as the sink's table is another one since. */
  public static boolean isExecuted(StoredStop decided, TableDefinition existing) {
    return decided.begun().filter(before -> !before.equals(look(existing))).isPresent();
  }

  /** All that a statement may change and rows do not. */
  private static String look(TableDefinition table) {
    return List.of(
            table.columns(),
            table.indexes(),
            table.foreignKeys(),
            table.checks(),
            table.characterSet(),
            table.collation(),
            table.comment(),
            table.partitioning(),
            table.features())
        .toString();
  }
}
