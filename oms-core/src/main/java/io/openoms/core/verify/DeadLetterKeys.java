package io.openoms.core.verify;

import io.openoms.core.compare.RowWatch;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.RowImage;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table whose changes were left to the caller, and which of them differ. Such a
 * difference has a reason that the caller knows. Thread-safe.
 */
final class DeadLetterKeys {

  /** So many rows of a project are told apart; the keys are in memory. */
  static final int MOST = 10_000;

  private final Set<KeyTuple> all;
  private final Set<KeyTuple> found = new HashSet<>();

  DeadLetterKeys(Set<KeyTuple> all) {
    this.all = Set.copyOf(all);
  }

  /** A row differs; null in a table without a key. */
  synchronized void found(@Nullable RowImage key) {
    if (key != null && !all.isEmpty()) {
      KeyTuple tuple = RowWatch.tuple(key);
      if (all.contains(tuple)) {
        found.add(tuple);
      }
    }
  }

  /** Rows that were found are looked at again. */
  synchronized void withdraw(Collection<KeyTuple> keys) {
    keys.forEach(found::remove);
  }

  /** How many of them differ. */
  synchronized long differing() {
    return found.size();
  }

  /** Those that were not found to differ. */
  synchronized Set<KeyTuple> healed() {
    return all.stream().filter(key -> !found.contains(key)).collect(Collectors.toUnmodifiableSet());
  }
}
