package io.openoms.core.compare;

import io.openoms.ObjectName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which rows the log has changed of each table since a verification found it equal. In memory, for
 * one run. Thread-safe.
 */
public final class SinceVerified {

  private final Map<ObjectName, RowWatch.Watched> equal = new HashMap<>();

  /** Nothing was found equal yet. */
  public SinceVerified() {}

  /** What was changed of a table of the sink since; empty when it was not found equal. */
  public synchronized Optional<RowWatch.Watched> of(ObjectName target) {
    return Optional.ofNullable(equal.get(target));
  }

  /**
   * A table was found equal.
   *
   * @param since what was changed since that verification began
   */
  public synchronized void put(ObjectName target, RowWatch.Watched since) {
    forget(target);
    equal.put(target, since);
  }

  /** Nothing is known of a table any more. */
  public synchronized void forget(ObjectName target) {
    RowWatch.Watched before = equal.remove(target);
    if (before != null) {
      before.close();
    }
  }
}
