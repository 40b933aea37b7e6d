package io.openoms.core.apply.net;

import java.util.List;

/**
 * Shares a window's changes out among lanes that are applied in any order, also at the same time.
 * The result depends on the input alone.
 */
public final class Lanes {

  private Lanes() {}

  /**
   * What each lane applies.
   *
   * @param lanes how many, at least 1
   * @return a list for each lane, empty where it has nothing to do
   */
  public static List<List<TableChangeSet>> split(List<TableChangeSet> sets, int lanes) {
    if (lanes == 1) {
      return List.of(sets);
    }
    throw new UnsupportedOperationException("not built yet");
  }
}
