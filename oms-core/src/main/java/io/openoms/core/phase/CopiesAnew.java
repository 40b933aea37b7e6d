package io.openoms.core.phase;

import io.openoms.ObjectName;
import io.openoms.core.table.MigratedObject;
import io.openoms.spi.state.Milestone;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tables of a run whose copy is to begin anew, as their definitions changed at the source while
 * they were copied: the log shows it, and the run begins its phases anew. Each table may do so a
 * few times. Thread-safe.
 */
public final class CopiesAnew {

  /** After so many a table that changes again and again fails, and the others go on. */
  public static final int MOST = 5;

  private final Map<ObjectName, Integer> times = new HashMap<>();
  private final Map<ObjectName, String> asked = new LinkedHashMap<>();
  private boolean isPossible;

  /** A pass through the phases has begun, which may or may not make tables anew. */
  public synchronized void began(boolean makesTables) {
    isPossible = makesTables;
  }

  /** Whether tables that are being copied may begin anew. */
  public synchronized boolean isPossible() {
    return isPossible;
  }

  /**
   * Has a table made and copied anew. Then the run's tasks are stopped soon.
   *
   * @param why for people
   * @return whether that will be; not of a table that the project did not make, or that may hold
   *     rows of others
   */
  public synchronized boolean ask(MigratedObject table, String why) {
    boolean mayBe =
        isPossible
            && table.has(Milestone.CREATED)
            && !table.has(Milestone.ROWS_OF_OTHERS)
            && table.ddl().isEmpty();
    if (mayBe && asked.putIfAbsent(table.source(), why) == null) {
      times.merge(table.source(), 1, Integer::sum);
    }
    return mayBe;
  }

  /** Whether a table is to begin anew. */
  public synchronized boolean isAsked() {
    return !asked.isEmpty();
  }

  /** The tables that are to begin anew, each with its reason; they are forgotten here. */
  public synchronized Map<ObjectName, String> take() {
    Map<ObjectName, String> taken = new LinkedHashMap<>(asked);
    asked.clear();
    return taken;
  }

  /** How often a table was to begin anew in this run. */
  public synchronized int times(ObjectName table) {
    return times.getOrDefault(table, 0);
  }
}
