package io.openoms.core.apply.net;

import com.google.common.primitives.Ints;
import io.openoms.core.apply.net.TableChangeSet.UnknownRow;
import io.openoms.core.error.EngineError;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table with a copy key: what each key's row was before the window and is after it. From the
 * first change on that cannot be completed, changes are kept as they are. A row that moved to
 * another key while neither the log nor the sink is known to have it is left to the source. One
 * thread.
 *
 * <p>Strictly, what comes and goes within the window leaves no trace. A table that converges may
 * have been read in between, so each key that was touched is told, as it is in the end.
 */
final class KeyedNet extends TableNet {

  private final Convergence convergence;
  private final boolean lenient;
  private final int[] key;
  private final int[] unique;
  private final Map<CopyKey, State> states = new LinkedHashMap<>();
  private final List<RowChange> ordered = new ArrayList<>();
  private final Map<CopyKey, UnknownRow> unknown = new LinkedHashMap<>();
  private final boolean shared;
  private final Map<CopyKey, UnknownRow> touched = new LinkedHashMap<>();
  private final Removals removals = new Removals();
  private long added;

  /** A key's row before the window and now. */
  private static final class State {
    private final @Nullable RowImage before;
    private @Nullable RowImage after;

    /** The table at the source that has the row. */
    private ApplyTable owner;

    /** The number of the last change of the row. */
    private long changed;

    State(@Nullable RowImage before, @Nullable RowImage after, ApplyTable owner) {
      this.before = before;
      this.after = after;
      this.owner = owner;
    }
  }

  KeyedNet(ApplyTable table, Convergence convergence) {
    super(table);
    this.convergence = convergence;
    this.lenient = convergence.isLenient(table.target());
    this.shared = convergence.isShared(table.target());
    this.key = Ints.toArray(table.key());
    this.unique =
        Ints.toArray(table.uniqueKeys().stream().flatMap(List::stream).distinct().toList());
  }

  @Override
  void add(ApplyTable source, RowChange change) {
    added++;
    if (change.extent() != RowChange.Extent.ROW) {
      remove(change);
      return;
    }
    requireKey(change);
    touch(source, change);
    RowChange whole = ordered.isEmpty() ? completed(change) : null;
    if (whole == null && isLeftToSource(source, change)) {
      whole = new RowChange(change.before(), null);
    }
    if (whole != null && ordered.isEmpty()) {
      merge(source, whole.before(), whole.after());
    } else {
      ordered.add(whole == null ? change : whole);
    }
  }

  /** Rows are only removed together where nothing is known of what is there. */
  private void remove(RowChange change) {
    if (!lenient || shared || !ordered.isEmpty()) {
      throw error(
          EngineError.CHANGE_INCOMPLETE,
          "a delete of several rows cannot be applied to a table that is merged, or by rows that"
              + " are compared with the log",
          Objects.requireNonNull(change.before()));
    }
    removals.add(change, added);
  }

  private void touch(ApplyTable source, RowChange change) {
    RowImage before = change.before();
    RowImage after = change.after();
    if (!shared || !lenient) {
      return;
    }
    if (before != null) {
      touched.put(new CopyKey(before, key), new UnknownRow(source, before));
    }
    if (after != null) {
      RowImage now = before == null ? after : Overlay.of(before, after);
      touched.put(new CopyKey(now, key), new UnknownRow(source, now));
    }
  }

  /** Whether a row moves that may be another one at the sink; then the source is to be asked. */
  private boolean isLeftToSource(ApplyTable source, RowChange change) {
    RowImage before = change.before();
    RowImage after = change.after();
    if (!lenient || before == null || after == null || after.isWhole()) {
      return false;
    }
    RowImage moved = Overlay.of(before, after);
    boolean left =
        !CopyKey.same(before, moved, key) && convergence.isDoubtful(source, before, moved);
    if (left) {
      unknown.put(new CopyKey(moved, key), new UnknownRow(source, moved));
    }
    return left;
  }

  private void requireKey(RowChange change) {
    RowImage row = change.before() == null ? change.after() : change.before();
    for (int column : key) {
      if (row != null && row.isAbsent(column)) {
        throw error(EngineError.CHANGE_INCOMPLETE, "the log does not carry a row's key", row);
      }
    }
  }

  /** The change with a whole row after it; null when what it lacks is not known. */
  private @Nullable RowChange completed(RowChange change) {
    return isWhole(change.after()) ? change : known(change);
  }

  private @Nullable RowChange known(RowChange change) {
    RowImage before = change.before();
    if (before != null && !before.isWhole()) {
      State state = states.get(new CopyKey(before, key));
      before = state == null ? null : state.after;
    }
    return before == null || change.after() == null
        ? null
        : new RowChange(before, Overlay.of(before, change.after()));
  }

  private void merge(ApplyTable source, @Nullable RowImage before, @Nullable RowImage after) {
    if (before != null && after != null && CopyKey.same(before, after, key)) {
      state(source, before, true).after = after;
      return;
    }
    if (before != null) {
      state(source, before, true).after = null;
    }
    if (after != null) {
      state(source, after, false).after = after;
    }
  }

  /**
   * The state of a row's key.
   *
   * @param present whether the log says that the row is there
   */
  private State state(ApplyTable source, RowImage row, boolean present) {
    CopyKey of = new CopyKey(row, key);
    State state = states.get(of);
    if (state == null) {
      state = new State(present ? row : null, present ? row : null, source);
      states.put(of, state);
    } else if (!lenient && (state.after != null) != present) {
      throw error(
          EngineError.ROW_DIVERGED,
          present
              ? "the log changes a row that it removed before"
              : "the log inserts a row that it says is there already",
          row);
    } else if (!lenient && present && !state.owner.source().equals(source.source())) {
      throw error(
          EngineError.ROW_DIVERGED,
          source.source() + " and " + state.owner.source() + ", which are merged, both had the row",
          row);
    }
    state.owner = source;
    state.changed = added;
    return state;
  }

  @Override
  TableChangeSet result() {
    List<RowImage> deletes = new ArrayList<>();
    List<RowChange> updates = new ArrayList<>();
    List<RowImage> inserts = new ArrayList<>();
    // Otherwise a row that gives a unique value up could be in the way of the one that gets it.
    boolean makesRoom = lenient && unique.length > 0;
    states.forEach(
        (of, state) -> {
          RowImage before = lenient ? of.row() : state.before;
          RowImage after = state.after;
          if (!removals.isEmpty() && removals.concern(of.row(), state.changed)) {
            return;
          }
          if (!lenient && before != null && after != null && staysInPlace(before, after)) {
            if (!before.equals(after)) {
              updates.add(new RowChange(before, after));
            }
            return;
          }
          if (before != null && (!lenient || after == null || makesRoom)) {
            deletes.add(before);
          }
          if (after != null) {
            inserts.add(after);
          }
        });
    return new TableChangeSet(
        table(),
        lenient,
        removals.all(),
        deletes,
        updates,
        inserts,
        List.of(),
        ordered,
        List.copyOf(touched.values()),
        List.copyOf(unknown.values()));
  }

  /** Whether no other row can be in the way of the update, nor the old row in another's way. */
  private boolean staysInPlace(RowImage before, RowImage after) {
    return before.isWhole() && CopyKey.same(before, after, unique);
  }
}
