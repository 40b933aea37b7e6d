package io.openoms.core.phase;

import io.openoms.ObjectName;
import io.openoms.core.table.MigratedObject;
import io.openoms.spi.state.Milestone;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of a run whose copy is to begin anew, as their definitions changed at the source while
 * they were copied, or other tables took their names: the log shows it, and the run begins its
 * phases anew. A definition may change so a few times. Thread-safe.
 */
public final class CopiesAnew {

  /** After so many a table that changes again and again fails, and the others go on. */
  public static final int MOST = 5;

  private final Map<ObjectName, Integer> times = new HashMap<>();
  private final Map<ObjectName, Cause> asked = new LinkedHashMap<>();
  private final Map<ObjectName, String> gone = new LinkedHashMap<>();
  private boolean isPossible;

  /**
   * Why a copy begins anew.
   *
   * @param why for people
   * @param isReplaced whether another table has the name now
   */
  public record Cause(String why, boolean isReplaced) {}

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
    boolean mayBe = mayBegin(table);
    if (mayBe && asked.putIfAbsent(table.source(), new Cause(why, false)) == null) {
      times.merge(table.source(), 1, Integer::sum);
    }
    return mayBe;
  }

  /** Whether a table can be made and copied anew. */
  public synchronized boolean mayBegin(MigratedObject table) {
    return isPossible
        && table.has(Milestone.CREATED)
        && !table.has(Milestone.ROWS_OF_OTHERS)
        && table.ddl().isEmpty();
  }

  /**
   * Has tables made and copied anew, since others have taken their names at the source. That may
   * happen any number of times.
   *
   * @param tables each of which may begin anew
   * @param leaving the tables that have other names now, and take part no more
   * @param why for people
   */
  public synchronized void replace(
      List<MigratedObject> tables, List<MigratedObject> leaving, String why) {
    tables.forEach(table -> asked.put(table.source(), new Cause(why, true)));
    leaving.forEach(table -> gone.putIfAbsent(table.source(), why));
  }

  /** Whether a table is to begin anew. */
  public synchronized boolean isAsked() {
    return !asked.isEmpty();
  }

  /** The tables that are to begin anew, each with its cause; they are forgotten here. */
  public synchronized Map<ObjectName, Cause> take() {
    Map<ObjectName, Cause> taken = new LinkedHashMap<>(asked);
    asked.clear();
    return taken;
  }

  /** The tables that leave, each with its reason; they are forgotten here. */
  public synchronized Map<ObjectName, String> takeGone() {
    Map<ObjectName, String> taken = new LinkedHashMap<>(gone);
    gone.clear();
    return taken;
  }

  /** How often a table was to begin anew in this run as its own definition changed. */
  public synchronized int times(ObjectName table) {
    return times.getOrDefault(table, 0);
  }
}
