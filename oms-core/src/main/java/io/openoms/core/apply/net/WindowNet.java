package io.openoms.core.apply.net;

import io.openoms.ObjectName;
import io.openoms.core.apply.net.NetChanges.Linked;
import io.openoms.spi.data.RowChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The net change of a window: each table's own, but for tables among which changes have cascaded.
 * The result depends on the input and its order alone. One thread.
 */
public final class WindowNet {

  private final Cascades cascades;
  private final Convergence convergence;
  private final Coalescer free;
  private final Map<String, LinkedNet> groups = new TreeMap<>();

  /**
   * For one window.
   *
   * @param convergence how far the tables are
   */
  public WindowNet(Cascades cascades, Convergence convergence) {
    this.cascades = cascades;
    this.convergence = convergence;
    this.free = new Coalescer(convergence);
  }

  /** Adds the next change of the log, which changes no other row; errors as {@link Coalescer}'s. */
  public void add(ApplyTable table, RowChange change) {
    Optional<String> group = cascades.isEmpty() ? Optional.empty() : cascades.group(table);
    if (group.isEmpty()) {
      free.add(table, change);
    } else {
      linked(group.get()).add(table, change);
    }
  }

  /**
   * Adds the next change of the log, which may change rows of others.
   *
   * @param present the tables, by their source names, whose copy does not hold what it did
   */
  public void addCascading(ApplyTable table, RowChange change, Set<ObjectName> present) {
    linked(cascades.group(table).orElseThrow()).addCascading(table, change, present);
  }

  private LinkedNet linked(String group) {
    return groups.computeIfAbsent(group, name -> new LinkedNet(cascades, convergence));
  }

  /** What the window changes. */
  public NetChanges result() {
    List<TableChangeSet> sets = new ArrayList<>(free.result());
    List<Linked> linked = new ArrayList<>();
    groups.forEach(
        (name, group) -> {
          if (group.isInOrder()) {
            linked.add(new Linked(name, group.stretches()));
          } else {
            sets.addAll(group.sets());
          }
        });
    return new NetChanges(sets, linked);
  }
}
