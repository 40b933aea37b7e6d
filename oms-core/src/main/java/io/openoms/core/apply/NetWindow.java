package io.openoms.core.apply;

import io.openoms.ObjectName;
import io.openoms.SkipReason;
import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.apply.net.Cascades;
import io.openoms.core.apply.net.NetChanges;
import io.openoms.core.apply.net.WindowNet;
import io.openoms.core.compare.RowWatch;
import io.openoms.core.crossing.CountedChanges;
import io.openoms.core.crossing.CountedChanges.Crossed;
import io.openoms.core.crossing.RowConflict;
import io.openoms.core.spool.SpoolRecord;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.data.RowChange;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A window and the net change that it makes. Immutable.
 *
 * @param window the window, without its events
 * @param net what changes
 * @param position the first transaction's name, for errors
 * @param conflicts rows that must be settled before the window is applied
 */
record NetWindow(Window window, NetChanges net, String position, List<RowConflict> conflicts) {

  NetWindow {
    conflicts = List.copyOf(conflicts);
  }

  private static final Logger LOG = LoggerFactory.getLogger(NetWindow.class);

  /** Merges a window's changes, as far as they count. */
  static NetWindow of(
      Window window,
      TableGates gates,
      Cascades cascades,
      Set<RowChange.Kind> operations,
      ApplyScope scope) {
    WindowNet net = new WindowNet(cascades, gates);
    Optional<CountedChanges<ApplyTable>> counted =
        scope.side().map(side -> side.changes(scope.log()));
    String first = "";
    String current = "";
    for (SpoolRecord record : window.records()) {
      for (ChangeEvent event : record.events()) {
        if (event instanceof ChangeEvent.Begun begun) {
          current = begun.id();
          first = first.isEmpty() ? current : first;
          gates.begin(current);
        } else if (event instanceof ChangeEvent.Changes changes) {
          add(changes, gates, cascades, operations, net, scope, current, counted);
        }
      }
    }
    List<RowConflict> conflicts = counted.map(CountedChanges::conflicts).orElse(List.of());
    if (conflicts.isEmpty()) {
      counted.ifPresent(some -> some.counted().forEach(one -> net.add(one.table(), one.change())));
    }
    return new NetWindow(window.merged(), net.result(), first, conflicts);
  }

  private static void add(
      ChangeEvent.Changes changes,
      TableGates gates,
      Cascades cascades,
      Set<RowChange.Kind> operations,
      WindowNet net,
      ApplyScope scope,
      String transaction,
      Optional<CountedChanges<ApplyTable>> counted) {
    ApplyFigures figures = scope.figures();
    ApplyTable table = gates.accept(changes.table(), changes.version());
    if (table == null) {
      SkipReason reason = gates.whySkipped(changes.table());
      skip(changes.table(), reason, changes.changes().size(), figures, transaction);
      return;
    }
    boolean mayCascade = changes.foreignKeys() && !cascades.of(table).isEmpty();
    Set<ObjectName> present = mayCascade ? gates.present() : Set.of();
    KindCounts counts = new KindCounts();
    long excluded = 0;
    try {
      for (RowChange change : changes.changes()) {
        RowChange.Kind kind = change.kind();
        if (operations.contains(kind)) {
          watch(scope.watch(), table, change);
          if (mayCascade && cascades.reach(table, change)) {
            scope.watch().changedAll();
            net.addCascading(table, change, present);
          } else {
            add(net, counted, table, change, transaction);
          }
          counts.add(kind);
        } else {
          excluded++;
        }
      }
    } catch (MigrationException e) {
      throw e.in(ErrorContext.of(changes.table()).withPosition(transaction));
    }
    figures.count(changes.table(), counts);
    if (excluded > 0) {
      skip(changes.table(), SkipReason.KIND_EXCLUDED, excluded, figures, transaction);
    }
  }

  private static void add(
      WindowNet net,
      Optional<CountedChanges<ApplyTable>> counted,
      ApplyTable table,
      RowChange change,
      String transaction) {
    if (counted.isPresent() && !table.isKeyless()) {
      counted.get().add(crossed(table), change, transaction);
    } else {
      net.add(table, change);
    }
  }

  private static Crossed<ApplyTable> crossed(ApplyTable table) {
    return new Crossed<>(table, table.source(), table.target(), table.columns(), table.key());
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
