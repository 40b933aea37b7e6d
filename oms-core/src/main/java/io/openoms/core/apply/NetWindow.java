package io.openoms.core.apply;

import io.openoms.ObjectName;
import io.openoms.SkipReason;
import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.apply.net.Cascades;
import io.openoms.core.apply.net.NetChanges;
import io.openoms.core.apply.net.WindowNet;
import io.openoms.core.compare.RowWatch;
import io.openoms.core.spool.SpoolRecord;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.data.RowChange;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A window and the net change that it makes. Immutable.
 *
 * @param window the window
 * @param net what changes
 * @param position the first transaction's name, for errors
 */
record NetWindow(Window window, NetChanges net, String position) {

  private static final Logger LOG = LoggerFactory.getLogger(NetWindow.class);

  /** Merges a window's changes, as far as they count. */
  static NetWindow of(
      Window window,
      TableGates gates,
      Cascades cascades,
      Set<RowChange.Kind> operations,
      ApplyScope scope) {
    WindowNet net = new WindowNet(cascades, gates);
    String first = "";
    String current = "";
    for (SpoolRecord record : window.records()) {
      for (ChangeEvent event : record.events()) {
        if (event instanceof ChangeEvent.Begun begun) {
          current = begun.id();
          first = first.isEmpty() ? current : first;
          gates.begin(current);
        } else if (event instanceof ChangeEvent.Changes changes) {
          add(changes, gates, cascades, operations, net, scope, current);
        }
      }
    }
    return new NetWindow(window, net.result(), first);
  }

  private static void add(
      ChangeEvent.Changes changes,
      TableGates gates,
      Cascades cascades,
      Set<RowChange.Kind> operations,
      WindowNet net,
      ApplyScope scope,
      String transaction) {
    ApplyFigures figures = scope.figures();
    ApplyTable table = gates.accept(changes.table(), changes.version());
    if (table == null) {
      SkipReason reason = gates.whySkipped(changes.table());
      skip(changes.table(), reason, changes.changes().size(), figures, transaction);
      return;
    }
    boolean mayCascade = changes.foreignKeys() && !cascades.of(table).isEmpty();
    Set<ObjectName> present = mayCascade ? gates.present() : Set.of();
    long excluded = 0;
    try {
      for (RowChange change : changes.changes()) {
        if (operations.contains(change.kind())) {
          watch(scope.watch(), table, change);
          if (mayCascade && cascades.reach(table, change)) {
            scope.watch().changedAll();
            net.addCascading(table, change, present);
          } else {
            net.add(table, change);
          }
          figures.count(changes.table(), change.kind());
        } else {
          excluded++;
        }
      }
    } catch (MigrationException e) {
      throw e.in(ErrorContext.of(changes.table()).withPosition(transaction));
    }
    if (excluded > 0) {
      skip(changes.table(), SkipReason.KIND_EXCLUDED, excluded, figures, transaction);
    }
  }

  private static void watch(RowWatch watch, ApplyTable table, RowChange change) {
    if (!watch.isIdle()) {
      watch.changed(table.source(), table.columns(), change);
    }
  }

  private static void skip(
      ObjectName table, SkipReason reason, long skipped, ApplyFigures figures, String transaction) {
    figures.skipped(table, reason, skipped);
    LOG.debug("Skipped {} changes of {} in {}: {}", skipped, table, transaction, reason);
  }
}
