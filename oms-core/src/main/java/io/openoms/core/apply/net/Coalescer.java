package io.openoms.core.apply.net;

import io.openoms.ObjectName;
import io.openoms.spi.data.RowChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Merges the changes of a window into the net change of each row, told by the bytes of its copy
 * key. The result depends on the input and its order alone. One thread.
 */
public final class Coalescer {

  /** Changes with every change of what is merged, how, and which lane gets it. */
  public static final int RULES_VERSION = 1;

  private final Predicate<ObjectName> lenient;
  private final List<RowChange> changes = new ArrayList<>();

  /**
   * For one window.
   *
   * @param lenient whether a table at the sink, by its name there, still converges
   */
  public Coalescer(Predicate<ObjectName> lenient) {
    this.lenient = lenient;
  }

  /**
   * Adds the next change of the log.
   *
   * @throws io.openoms.error.MigrationException ROW_DIVERGED when the change is impossible after
   *     those before it: it inserts a row that is there, or changes one that is gone; only for
   *     tables that do not converge any more
   */
  public void add(ApplyTable table, RowChange change) {
    changes.add(change);
    if (lenient.test(table.target()) || !table.isKeyless()) {
      throw new UnsupportedOperationException("not built yet");
    }
  }

  /** The net changes, a set for each table at the sink, in the order of their first change. */
  public List<TableChangeSet> result() {
    if (!changes.isEmpty()) {
      throw new UnsupportedOperationException("not built yet");
    }
    return List.of();
  }
}
