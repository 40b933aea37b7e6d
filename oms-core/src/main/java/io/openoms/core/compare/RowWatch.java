package io.openoms.core.compare;

import io.openoms.ObjectName;
import io.openoms.core.table.ColumnNumbers;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells which rows the source's log changes while somebody looks at them. Whoever applies the log
 * hands in every change before it reaches the sink. Thread-safe; costs nothing while nothing is
 * watched.
 */
public final class RowWatch {

  private final List<Watched> watched = new CopyOnWriteArrayList<>();

  /**
   * Watches rows of a table from now on, until it is closed.
   *
   * @param sources the table at the source, or those that are merged into one
   * @param columns the names of the key's columns: merged tables may have them in other orders
   * @param keys the rows' keys in the form of {@link #key}
   */
  public Watched watch(Set<ObjectName> sources, List<String> columns, Set<RowImage> keys) {
    return begin(new Watched(sources, columns, Set.copyOf(keys), keys.size()));
  }

  /** Watches all rows of a table from now on, until it is closed. */
  public Watched watchAll(Set<ObjectName> sources) {
    return begin(new Watched(sources, List.of(), null, 0));
  }

  /**
   * Notes which rows of a table are changed from now on, until it is closed.
   *
   * @param columns the names of the key's columns
   * @param most beyond so many rows all count as changed
   */
  public Watched collect(Set<ObjectName> sources, List<String> columns, int most) {
    return begin(new Watched(sources, columns, null, most));
  }

  /** Watches from now on what another watch is for. */
  public Watched again(Watched other) {
    return begin(new Watched(other.sources, other.names, other.keys, other.most));
  }

  private Watched begin(Watched rows) {
    watched.add(rows);
    return rows;
  }

  /** Whether a change need not be handed in. */
  public boolean isIdle() {
    return watched.isEmpty();
  }

  /** Hands a change in, with the columns that it carries. */
  public void changed(ObjectName source, List<ColumnDefinition> columns, RowChange change) {
    for (Watched rows : watched) {
      if (rows.sources.contains(source)) {
        rows.changed(columns, change);
      }
    }
  }

  /** Rows of any table may have changed, without a trace in the log. */
  public void changedAll() {
    watched.forEach(rows -> rows.all = true);
  }

  /** The key of a row in the one form in which keys are compared; null when it lacks a column. */
  public static @Nullable RowImage key(
      List<ColumnDefinition> columns, List<Integer> key, RowImage row) {
    RowImage.Builder normal = new RowImage.Builder(key.size());
    for (int number : key) {
      if (row.isAbsent(number) || row.isNull(number)) {
        return null;
      }
      normal.add(
          Values.normal(columns.get(number), row.data(), row.offset(number), row.length(number)));
    }
    return normal.build();
  }

  /** That key, which has every column, as it is stored. */
  public static KeyTuple tuple(RowImage key) {
    return KeyTuple.of(
        IntStream.range(0, key.columns()).mapToObj(column -> Values.bytes(key, column)).toList());
  }

  /** Rows that are watched. Thread-safe. */
  public final class Watched implements AutoCloseable {

    private final Set<ObjectName> sources;
    private final List<String> names;

    /** Those that are watched; null for any. */
    private final @Nullable Set<RowImage> keys;

    /** How many of them are told apart. */
    private final int most;

    private final Set<RowImage> changed = new HashSet<>();
    private volatile boolean all;

    private Watched(
        Set<ObjectName> sources, List<String> names, @Nullable Set<RowImage> keys, int most) {
      this.sources = Set.copyOf(sources);
      this.names = List.copyOf(names);
      this.keys = keys;
      this.most = most;
    }

    private void changed(List<ColumnDefinition> columns, RowChange change) {
      if (all) {
        return;
      }
      List<Integer> key = names.stream().map(name -> ColumnNumbers.find(columns, name)).toList();
      if ((keys == null && most == 0) || key.contains(ColumnNumbers.NONE)) {
        all = true;
        return;
      }
      if (change.extent() != RowChange.Extent.ROW) {
        removed(columns, key, change);
        return;
      }
      RowImage before = change.before();
      RowImage after = change.after();
      if (before != null) {
        changed(key(columns, key, before));
      }
      // An update may leave out columns that it does not change: the key is the one before.
      if (after != null && (before == null || carries(after, key))) {
        changed(key(columns, key, after));
      }
    }

    /** A delete of several rows: those with its values, and of a range all, whatever its bound. */
    private void removed(List<ColumnDefinition> columns, List<Integer> key, RowChange change) {
      if (keys == null) {
        all = true;
        return;
      }
      RowImage row = Objects.requireNonNull(change.before());
      int last = row.columns() - 1;
      while (row.isAbsent(last)) {
        last--;
      }
      RowImage.Builder normal = new RowImage.Builder(key.size());
      for (int number : key) {
        if (row.isAbsent(number)
            || row.isNull(number)
            || (number == last && change.extent() == RowChange.Extent.ONWARD)) {
          normal.addAbsent();
        } else {
          normal.add(
              Values.normal(
                  columns.get(number), row.data(), row.offset(number), row.length(number)));
        }
      }
      RowImage values = normal.build();
      keys.stream().filter(watched -> isAlike(watched, values)).forEach(this::changed);
    }

    private static boolean isAlike(RowImage key, RowImage values) {
      return IntStream.range(0, values.columns())
          .allMatch(column -> values.isAbsent(column) || values.same(column, key));
    }

    private static boolean carries(RowImage row, List<Integer> key) {
      return key.stream().noneMatch(row::isAbsent);
    }

    private void changed(@Nullable RowImage key) {
      if (key == null) {
        all = true;
      } else if (keys == null || keys.contains(key)) {
        synchronized (changed) {
          changed.add(key);
          if (changed.size() > most) {
            all = true;
            changed.clear();
          }
        }
      }
    }

    /** Whether that row was changed since the watch began. */
    public boolean hasChanged(RowImage key) {
      synchronized (changed) {
        return all || changed.contains(key);
      }
    }

    /**
     * The keys of the rows that were changed since the watch began; empty when all may have been.
     */
    public Optional<List<RowImage>> rows() {
      synchronized (changed) {
        return all ? Optional.empty() : Optional.of(List.copyOf(changed));
      }
    }

    /** Whether any row was changed since the watch began, or all may have been. */
    public boolean hasAnyChanged() {
      synchronized (changed) {
        return all || !changed.isEmpty();
      }
    }

    @Override
    public void close() {
      watched.remove(this);
    }
  }
}
