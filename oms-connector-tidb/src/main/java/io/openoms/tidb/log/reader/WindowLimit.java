package io.openoms.tidb.log.reader;

import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.tidb.error.ChangefeedError;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Bounds what waits in memory. From a first limit on, partitions that are ahead are not read until
 * the others have caught up; what these bring beyond a second one is too much. One thread.
 */
final class WindowLimit {

  private final long first;
  private boolean isHolding;

  /**
   * With a limit.
   *
   * @param bytes from here on partitions that are ahead wait; twice as much is too much
   */
  WindowLimit(long bytes) {
    this.first = bytes;
  }

  /** An eighth of the JVM's memory. */
  static WindowLimit ofMemory() {
    return new WindowLimit(Runtime.getRuntime().maxMemory() / 8);
  }

  /**
   * The partitions that are not to be read from now on; empty when nothing changes.
   *
   * @param weight bytes that wait
   * @param ahead the partitions that are further than the least one
   */
  Optional<Collection<Integer>> hold(long weight, Collection<Integer> ahead) {
    if (weight > 2 * first) {
      throw new MigrationException(
          ChangefeedError.WINDOW_TOO_LARGE,
          ErrorContext.none(),
          "changes of "
              + (weight >> 20)
              + " MiB wait for a resolved event, and "
              + ((2 * first) >> 20)
              + " MiB are allowed");
    }
    if (weight > first) {
      isHolding = true;
      return Optional.of(ahead);
    }
    if (isHolding) {
      isHolding = false;
      return Optional.of(List.of());
    }
    return Optional.empty();
  }
}
