package io.openoms.core.apply;

import com.google.common.primitives.Ints;
import io.openoms.ObjectName;
import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.apply.net.Cascade;
import io.openoms.core.apply.net.Cascade.Action;
import io.openoms.core.apply.net.Cascades;
import io.openoms.core.apply.net.NetChanges.Cascading;
import io.openoms.spi.ChangeWriter;
import io.openoms.spi.data.ColumnDefinition;
import io.openoms.spi.data.RowBatch;
import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Does at the sink what foreign keys did at the source: children of rows that went or changed, and
 * their children in turn, whose values are asked for before they change. Key by key in the source's
 * order; row by row where a key may set NULL, since another one may then find the row no more. One
 * thread.
 */
final class CascadeWriter {

  private final ChangeWriter writer;
  private final Batches batches;
  private final Cascades cascades;

  CascadeWriter(ChangeWriter writer, Batches batches, Cascades cascades) {
    this.writer = writer;
    this.batches = batches;
    this.cascades = cascades;
  }

  /** What those changes did, in order; rows that went one after another at once. */
  void write(List<Cascading> changes) {
    int from = 0;
    while (from < changes.size()) {
      Cascading first = changes.get(from);
      int to = from + 1;
      if (first.change().after() == null) {
        boolean atOnce = cascades.removeAlone(first.table());
        while (atOnce && to < changes.size() && isAlike(first, changes.get(to))) {
          to++;
        }
        List<RowImage> gone = new ArrayList<>();
        changes
            .subList(from, to)
            .forEach(change -> gone.add(Objects.requireNonNull(change.change().before())));
        deleted(first.table(), gone, first.present());
      } else {
        RowImage before = Objects.requireNonNull(first.change().before());
        RowImage after = Objects.requireNonNull(first.change().after());
        updated(first.table(), before, after, first.present());
      }
      from = to;
    }
  }

  private static boolean isAlike(Cascading first, Cascading next) {
    return next.change().after() == null
        && next.table().source().equals(first.table().source())
        && next.present().equals(first.present());
  }

  private void deleted(ApplyTable table, List<RowImage> rows, Set<ObjectName> present) {
    for (Cascade cascade : cascades.of(table)) {
      List<RowImage> keys =
          cascade.onDelete() == Action.NONE || !present.contains(cascade.child().source())
              ? List.of()
              : keys(cascade, rows);
      if (keys.isEmpty()) {
        continue;
      }
      List<RowImage> reached = reached(cascade, cascade.onDelete(), keys);
      if (cascade.onDelete() == Action.DELETE) {
        delete(cascade, keys);
        if (cascades.removeAlone(cascade.child())) {
          deletedAtOnce(cascade.child(), reached, present);
        } else {
          reached.forEach(row -> deleted(cascade.child(), List.of(row), present));
        }
      } else {
        keys.forEach(key -> set(cascade, key, nulls(key.columns())));
        reached.forEach(
            row ->
                updated(
                    cascade.child(),
                    row,
                    with(row, cascade, nulls(cascade.columns().size())),
                    present));
      }
    }
  }

  private void deletedAtOnce(ApplyTable table, List<RowImage> rows, Set<ObjectName> present) {
    if (!rows.isEmpty()) {
      deleted(table, rows, present);
    }
  }

  private void updated(ApplyTable table, RowImage before, RowImage after, Set<ObjectName> present) {
    for (Cascade cascade : cascades.of(table)) {
      Action action = cascade.actionOf(new RowChange(before, after));
      if (action == Action.NONE || !present.contains(cascade.child().source())) {
        continue;
      }
      RowImage key = before.only(Ints.toArray(cascade.referenced()));
      RowImage values =
          action == Action.FOLLOW ? values(cascade, before, after) : nulls(key.columns());
      List<RowImage> reached = reached(cascade, action, List.of(key));
      set(cascade, key, values);
      reached.forEach(row -> updated(cascade.child(), row, with(row, cascade, values), present));
    }
  }

  private void delete(Cascade cascade, List<RowImage> keys) {
    RowBatch batch = batches.rows(columns(cascade), keys);
    writer.delete(cascade.child().target(), batch);
    batches.recycle(batch);
  }

  private void set(Cascade cascade, RowImage key, RowImage values) {
    RowBatch keys = batches.rows(columns(cascade), List.of(key));
    RowBatch batch = batches.rows(columns(cascade), List.of(values));
    writer.update(cascade.child().target(), keys, batch);
    batches.recycle(keys);
    batches.recycle(batch);
  }

  /** The rows to which others refer by what is about to change; with those columns alone. */
  private List<RowImage> reached(Cascade cascade, Action action, List<RowImage> keys) {
    if (!cascades.goOn(cascade, action)) {
      return List.of();
    }
    ApplyTable child = cascade.child();
    List<Integer> wanted = cascades.referenced(child);
    RowBatch batch = batches.rows(columns(cascade), keys);
    List<RowImage> found =
        writer.find(child.target(), batch, wanted.stream().map(child.columns()::get).toList());
    batches.recycle(batch);
    return found.stream().map(row -> wide(child, wanted, row)).toList();
  }

  private static RowImage wide(ApplyTable table, List<Integer> columns, RowImage row) {
    RowImage.Builder wide = new RowImage.Builder(table.columns().size());
    for (int column = 0; column < table.columns().size(); column++) {
      int at = columns.indexOf(column);
      if (at < 0) {
        wide.addAbsent();
      } else {
        wide.add(row, at);
      }
    }
    return wide.build();
  }

  /** The row with the values that a foreign key has set. */
  private static RowImage with(RowImage row, Cascade cascade, RowImage values) {
    RowImage.Builder changed = new RowImage.Builder(row.columns());
    for (int column = 0; column < row.columns(); column++) {
      int at = cascade.columns().indexOf(column);
      if (at < 0 || row.isAbsent(column)) {
        changed.add(row, column);
      } else {
        changed.add(values, at);
      }
    }
    return changed.build();
  }

  /** The values to which rows referred; none of a row that has a NULL there. */
  private static List<RowImage> keys(Cascade cascade, List<RowImage> rows) {
    int[] referenced = Ints.toArray(cascade.referenced());
    return rows.stream()
        .filter(row -> cascade.referenced().stream().noneMatch(row::isNull))
        .map(row -> row.only(referenced))
        .distinct()
        .toList();
  }

  private static RowImage values(Cascade cascade, RowImage before, RowImage after) {
    RowImage.Builder values = new RowImage.Builder(cascade.referenced().size());
    cascade
        .referenced()
        .forEach(column -> values.add(after.isAbsent(column) ? before : after, column));
    return values.build();
  }

  private static RowImage nulls(int columns) {
    RowImage.Builder nulls = new RowImage.Builder(columns);
    for (int column = 0; column < columns; column++) {
      nulls.addNull();
    }
    return nulls.build();
  }

  private static List<ColumnDefinition> columns(Cascade cascade) {
    return cascade.columns().stream().map(cascade.child().columns()::get).toList();
  }
}
