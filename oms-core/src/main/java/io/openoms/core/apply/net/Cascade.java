package io.openoms.core.apply.net;

import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.List;

/**
 * What a foreign key does by itself to the rows that refer to one that goes or changes. Columns are
 * told by their numbers. Immutable.
 *
 * @param child the table whose rows refer to the other one's
 * @param columns the columns that refer
 * @param referenced the columns that they refer to, in the same order
 * @param onDelete what happens to them when the row goes
 * @param onUpdate what happens to them when it gets other values there
 */
public record Cascade(
    ApplyTable child,
    List<Integer> columns,
    List<Integer> referenced,
    Action onDelete,
    Action onUpdate) {

  /** What happens to rows that refer. */
  public enum Action {
    /** Nothing: the source refuses the change while there are any. */
    NONE,
    /** They go, too. */
    DELETE,
    /** They refer to nothing from then on. */
    SET_NULL,
    /** They get the new values. */
    FOLLOW
  }

  public Cascade {
    columns = List.copyOf(columns);
    referenced = List.copyOf(referenced);
  }

  /**
   * What a change does to the rows that referred to it.
   *
   * @throws MigrationException CHANGE_INCOMPLETE when the change does not carry what they refer to
   */
  public Action actionOf(RowChange change) {
    RowImage before = change.before();
    RowImage after = change.after();
    Action action = after == null ? onDelete : onUpdate;
    if (before == null || action == Action.NONE || (after != null && !moves(before, after))) {
      return Action.NONE;
    }
    if (referenced.stream().anyMatch(before::isAbsent)) {
      throw new MigrationException(
          EngineError.CHANGE_INCOMPLETE,
          ErrorContext.none(),
          "the log does not carry the values to which rows of " + child.source() + " refer");
    }
    return referenced.stream().anyMatch(before::isNull) ? Action.NONE : action;
  }

  private boolean moves(RowImage before, RowImage after) {
    return referenced.stream()
        .anyMatch(column -> !after.isAbsent(column) && !after.same(column, before));
  }

  /** Whether it changes columns of its table that are among those. */
  boolean changesAny(List<Integer> others) {
    return columns.stream().anyMatch(others::contains);
  }
}
