package io.openoms.core.apply.net;

import io.openoms.ObjectName;
import io.openoms.core.apply.net.NetChanges.Cascading;
import io.openoms.core.apply.net.NetChanges.Stretch;
import io.openoms.spi.data.RowChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The changes of a group of tables. Up to one that cascades they are merged; from there on anew,
 * since what it did to other rows is known at the sink alone. One thread.
 */
final class LinkedNet {

  private final Cascades cascades;
  private final Convergence convergence;
  private final List<Stretch> done = new ArrayList<>();
  private final List<Cascading> reached = new ArrayList<>();
  private Coalescer net;

  LinkedNet(Cascades cascades, Convergence convergence) {
    this.cascades = cascades;
    this.convergence = convergence;
    this.net = new Coalescer(convergence);
  }

  void add(ApplyTable table, RowChange change) {
    if (!reached.isEmpty()) {
      end();
    }
    net.add(table, change);
  }

  void addCascading(ApplyTable table, RowChange change, Set<ObjectName> present) {
    if (!reached.isEmpty() && !followsAtOnce(table)) {
      end();
    }
    net.add(table, change);
    reached.add(new Cascading(table, change, present));
  }

  /**
   * Rows of a table that no cascade touches may all be changed before the first of them cascades.
   */
  private boolean followsAtOnce(ApplyTable table) {
    return reached.get(0).table().source().equals(table.source()) && !cascades.isChild(table);
  }

  private void end() {
    done.add(new Stretch(net.result(), reached));
    reached.clear();
    net = new Coalescer(convergence);
  }

  boolean isInOrder() {
    return !done.isEmpty() || !reached.isEmpty();
  }

  /** All tables' net change, where nothing has cascaded. */
  List<TableChangeSet> sets() {
    return net.result();
  }

  List<Stretch> stretches() {
    end();
    return done;
  }
}
