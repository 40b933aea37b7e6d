package io.openoms;

import java.util.List;

/**
 * What is stored of an active-active project beside its two directions. Immutable.
 *
 * @param conflicts how many rows were found that both ends had changed
 * @param latest the latest of them, the last one first, at most {@link #MOST}
 */
public record BothWaysStatus(long conflicts, List<SettledConflict> latest) {

  /** How many conflicts are listed at the most. */
  public static final int MOST = 100;

  public BothWaysStatus {
    latest = List.copyOf(latest);
  }
}
