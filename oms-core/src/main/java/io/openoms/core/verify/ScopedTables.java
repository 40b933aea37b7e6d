package io.openoms.core.verify;

import io.openoms.ObjectName;
import io.openoms.VerificationScope;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Repeater;
import io.openoms.spi.data.RowImage;
import io.openoms.spi.state.StoredComparison;
import io.openoms.spi.state.StoredVerification;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables that a verification looks at, by their names at the sink. Immutable.
 *
 * @param whole those of which all rows are compared
 * @param byRows those of which only the rows are looked at that the last verification found to
 *     differ
 * @param changed the keys of the rows of further tables that are looked at, as they were changed
 */
record ScopedTables(
    Map<ObjectName, List<MigratedObject>> whole,
    Map<ObjectName, List<MigratedObject>> byRows,
    Map<ObjectName, List<RowImage>> changed) {

  /** Of a scope. Blocks on the stored state. */
  static ScopedTables of(
      VerificationScope scope,
      Map<ObjectName, List<MigratedObject>> all,
      ProjectState state,
      Repeater repeater,
      ChangeTracks tracks) {
    if (scope == VerificationScope.ALL) {
      return new ScopedTables(all, Map.of(), Map.of());
    }
    if (scope == VerificationScope.CHANGED) {
      return ofChanged(all, tracks);
    }
    // What a verification has begun with, and not ended, it has not found consistent.
    Set<ObjectName> unfinished =
        repeater.ask(state::comparisons).stream()
            .map(StoredComparison::target)
            .collect(Collectors.toSet());
    List<StoredVerification> abnormal =
        repeater.ask(state::verifications).stream().filter(found -> !found.isConsistent()).toList();
    Set<ObjectName> byRows =
        scope == VerificationScope.ABNORMAL_TABLES
            ? Set.of()
            : abnormal.stream()
                .filter(found -> found.error().isEmpty())
                .map(StoredVerification::target)
                .filter(target -> !unfinished.contains(target))
                .filter(target -> !repeater.ask(() -> state.differences(target, 0, 1)).isEmpty())
                .collect(Collectors.toSet());
    Set<ObjectName> whole =
        Stream.concat(unfinished.stream(), abnormal.stream().map(StoredVerification::target))
            .filter(target -> !byRows.contains(target))
            .collect(Collectors.toSet());
    return new ScopedTables(only(all, whole), only(all, byRows), Map.of());
  }

  private static ScopedTables ofChanged(
      Map<ObjectName, List<MigratedObject>> all, ChangeTracks tracks) {
    Set<ObjectName> whole = new HashSet<>();
    Map<ObjectName, List<RowImage>> changed = new TreeMap<>();
    for (ObjectName target : all.keySet()) {
      tracks
          .take(target)
          .ifPresentOrElse(rows -> changed.put(target, rows), () -> whole.add(target));
    }
    changed.values().removeIf(List::isEmpty);
    return new ScopedTables(only(all, whole), Map.of(), changed);
  }

  private static Map<ObjectName, List<MigratedObject>> only(
      Map<ObjectName, List<MigratedObject>> all, Set<ObjectName> names) {
    Map<ObjectName, List<MigratedObject>> some = new TreeMap<>(all);
    some.keySet().retainAll(names);
    return some;
  }
}
