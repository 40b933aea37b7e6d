package io.openoms.core.apply;

import io.openoms.ObjectName;
import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.apply.net.TableChangeSet;
import io.openoms.core.apply.net.TableChangeSet.UnknownRow;
import io.openoms.core.error.EngineError;
import io.openoms.core.plan.Roles;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.table.Transition;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.RowReader;
import io.openoms.spi.data.BatchLimits;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowBatches;
import io.openoms.spi.state.StateTransaction;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes rows from the source while their tables converge. Such a row may be as late as the log is
 * when it is read, so its table converges up to there. Thread-safe.
 */
final class SourceRows implements CurrentRows {

  private static final BatchLimits LIMITS = new BatchLimits(500, 4 << 20);

  private final Roles roles;
  private final boolean all;
  private final ProjectState state;
  private final Map<ObjectName, FollowedTable> tables;
  private final RowBatches memory = new RowBatches(LIMITS);

  /**
   * The rows of those tables.
   *
   * @param all whether every operation is followed
   */
  SourceRows(Roles roles, ProjectState state, boolean all, List<FollowedTable> tables) {
    this.roles = roles;
    this.all = all;
    this.state = state;
    this.tables =
        tables.stream()
            .collect(Collectors.toMap(table -> table.table().source(), Function.identity()));
  }

  @Override
  public RowReader find(ApplyTable table, RowBatch keys) {
    return roles
        .rowLookup()
        .orElseThrow(
            () ->
                new MigrationException(
                    EngineError.CHANGE_INCOMPLETE,
                    ErrorContext.of(table.source()),
                    "a row's key changed while the table was copied, the log does not carry the"
                        + " row, and the source cannot be asked for it"))
        .find(followed(table.source()).read(), keys, memory);
  }

  private FollowedTable followed(ObjectName source) {
    return Objects.requireNonNull(tables.get(source));
  }

  @Override
  public boolean mayBeSettled() {
    return all;
  }

  @Override
  public List<ApplyTable> sharing(ApplyTable table) {
    return tables.values().stream()
        .filter(other -> !other.object().isOut())
        .map(FollowedTable::table)
        .filter(other -> other.target().equals(table.target()))
        .toList();
  }

  /**
   * Moves the high watermarks of those tables of which rows were taken, in the transaction that
   * holds the rows. Blocks.
   */
  void convergeUpToNow(
      List<TableChangeSet> sets, Set<ObjectName> settled, StateTransaction transaction) {
    Set<ObjectName> asked = new HashSet<>(settled);
    sets.stream()
        .flatMap(set -> set.unknown().stream())
        .map(UnknownRow::table)
        .map(ApplyTable::source)
        .forEach(asked::add);
    if (asked.isEmpty()) {
      return;
    }
    Position now = roles.highPosition().orElseThrow(CatchUp::noLog);
    for (ObjectName name : asked) {
      MigratedObject object = followed(name).object();
      object.move(Transition.READ_AGAIN, Optional.of(now));
      transaction.putObject(state.project(), object.stored());
    }
  }
}
