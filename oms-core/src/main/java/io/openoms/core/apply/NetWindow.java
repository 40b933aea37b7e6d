package io.openoms.core.apply;

import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.apply.net.Coalescer;
import io.openoms.core.apply.net.TableChangeSet;
import io.openoms.core.spool.SpoolRecord;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.LogEvent;
import io.openoms.spi.data.RowChange;
import java.util.List;
import java.util.Set;

/**
 * A window and the net change that it makes. Immutable.
 *
 * @param window the window
 * @param sets what changes, by table; empty when nothing does
 * @param position the first transaction's name, for errors
 */
record NetWindow(Window window, List<TableChangeSet> sets, String position) {

  /** Merges a window's changes, as far as they count. */
  static NetWindow of(
      Window window, TableGates gates, Set<RowChange.Kind> operations, ApplyFigures figures) {
    Coalescer coalescer = new Coalescer(gates);
    String first = "";
    String current = "";
    for (SpoolRecord record : window.records()) {
      for (LogEvent event : record.events()) {
        if (event instanceof LogEvent.Begun begun) {
          current = begun.id();
          first = first.isEmpty() ? current : first;
          gates.begin(current);
        } else if (event instanceof LogEvent.Changes changes) {
          add(changes, gates, operations, coalescer, figures, current);
        }
      }
    }
    return new NetWindow(window, coalescer.result(), first);
  }

  private static void add(
      LogEvent.Changes changes,
      TableGates gates,
      Set<RowChange.Kind> operations,
      Coalescer coalescer,
      ApplyFigures figures,
      String transaction) {
    ApplyTable table = gates.accept(changes.table());
    if (table == null) {
      return;
    }
    try {
      for (RowChange change : changes.changes()) {
        if (operations.contains(change.kind())) {
          coalescer.add(table, change);
          figures.count(changes.table(), change.kind());
        }
      }
    } catch (MigrationException e) {
      throw e.in(ErrorContext.of(changes.table()).withPosition(transaction));
    }
  }
}
