package io.openoms.core.apply.net;

import io.openoms.ObjectName;
import io.openoms.spi.data.RowChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a window, or a lane's share of it, changes. Immutable.
 *
 * @param sets the net change of each table, in no order among tables
 * @param linked what must be done in order
 */
public record NetChanges(List<TableChangeSet> sets, List<Linked> linked) {

  public NetChanges {
    sets = List.copyOf(sets);
    linked = List.copyOf(linked);
  }

  /**
   * Tables among which changes cascade: one stretch after another.
   *
   * @param group the group's name
   */
  public record Linked(String group, List<Stretch> stretches) {

    public Linked {
      stretches = List.copyOf(stretches);
    }
  }

  /**
   * A part of the log: the net change of each table, and then what that changes by itself, in
   * order.
   */
  public record Stretch(List<TableChangeSet> sets, List<Cascading> cascades) {

    public Stretch {
      sets = List.copyOf(sets);
      cascades = List.copyOf(cascades);
    }
  }

  /**
   * A change that may change rows of other tables.
   *
   * @param present the tables, by their names at the source, that were copied before it; the others
   *     were copied with what it did
   */
  public record Cascading(ApplyTable table, RowChange change, Set<ObjectName> present) {

    public Cascading {
      present = Set.copyOf(present);
    }
  }

  /** The sets of all tables, linked ones too. */
  public List<TableChangeSet> all() {
    List<TableChangeSet> all = new ArrayList<>(sets);
    linked.forEach(group -> group.stretches().forEach(stretch -> all.addAll(stretch.sets())));
    return all;
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return sets.isEmpty() && linked.isEmpty();
  }
}
