package io.openoms.testkit.memory;

import io.openoms.ObjectName;
import io.openoms.Phase;
import io.openoms.SelectionChange;
import io.openoms.ViewVerification;
import io.openoms.spi.data.KeyTuple;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.Milestone;
import io.openoms.spi.state.Milestones;
import io.openoms.spi.state.StoredApply;
import io.openoms.spi.state.StoredChunk;
import io.openoms.spi.state.StoredComparison;
import io.openoms.spi.state.StoredConflict;
import io.openoms.spi.state.StoredDefinition;
import io.openoms.spi.state.StoredDifference;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredPhase;
import io.openoms.spi.state.StoredProject;
import io.openoms.spi.state.StoredStop;
import io.openoms.spi.state.StoredSwitch;
import io.openoms.spi.state.StoredVerification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The bookkeeping of one project. Not thread-safe. */
final class MemoryBooks {

  long epoch;
  String digest = "";
  String error = "";
  Instant updatedAt = Instant.EPOCH;
  @Nullable StoredApply apply;
  @Nullable String sourceId;
  @Nullable StoredSwitch switchover;
  @Nullable String switchRequest;
  final Map<Phase, StoredPhase> phases = new HashMap<>();
  final Map<ObjectName, StoredObject> objects = new LinkedHashMap<>();
  final Map<ObjectName, Map<Milestone, Optional<Position>>> milestones = new HashMap<>();
  final Map<ObjectName, SortedMap<Long, Chunk>> chunks = new HashMap<>();
  final Map<String, Writer> writers = new HashMap<>();
  final List<StoredDefinition> definitions = new ArrayList<>();
  final Map<ObjectName, StoredVerification> verifications = new TreeMap<>();
  final List<ViewVerification> views = new ArrayList<>();
  final Map<ObjectName, SortedMap<Long, StoredDifference>> differences = new HashMap<>();
  final Map<ObjectName, StoredComparison> comparisons = new TreeMap<>();
  final Map<ObjectName, Set<KeyTuple>> deadLetters = new HashMap<>();

  final Map<String, StoredStop> stops = new TreeMap<>();
  final Map<ObjectName, SelectionChange> selectionChanges = new TreeMap<>();
  final SortedMap<Long, StoredConflict> conflicts = new TreeMap<>();
  long passedConflicts;

  /** A chunk, and what it has brought, once it is done. */
  record Chunk(StoredChunk chunk, boolean done, long rows, long conflicts) {}

  /** The row of a writer. */
  record Writer(long epoch, long window) {}

  MemoryBooks copy() {
    MemoryBooks copy = new MemoryBooks();
    copy.epoch = epoch;
    copy.digest = digest;
    copy.error = error;
    copy.updatedAt = updatedAt;
    copy.apply = apply;
    copy.sourceId = sourceId;
    copy.switchover = switchover;
    copy.switchRequest = switchRequest;
    copy.phases.putAll(phases);
    copy.objects.putAll(objects);
    milestones.forEach((object, of) -> copy.milestones.put(object, new HashMap<>(of)));
    chunks.forEach((table, of) -> copy.chunks.put(table, new TreeMap<>(of)));
    copy.writers.putAll(writers);
    copy.definitions.addAll(definitions);
    copy.stops.putAll(stops);
    copy.selectionChanges.putAll(selectionChanges);
    copy.conflicts.putAll(conflicts);
    copy.passedConflicts = passedConflicts;
    copy.verifications.putAll(verifications);
    copy.views.addAll(views);
    copy.comparisons.putAll(comparisons);
    deadLetters.forEach((table, of) -> copy.deadLetters.put(table, new HashSet<>(of)));
    differences.forEach((table, of) -> copy.differences.put(table, new TreeMap<>(of)));
    return copy;
  }

  SortedMap<Long, Chunk> chunks(ObjectName table) {
    return chunks.computeIfAbsent(table, any -> new TreeMap<>());
  }

  SortedMap<Long, StoredDifference> differences(ObjectName table) {
    return differences.computeIfAbsent(table, any -> new TreeMap<>());
  }

  Map<ObjectName, Set<KeyTuple>> someDeadLetters(int limit) {
    Map<ObjectName, Set<KeyTuple>> some = new HashMap<>();
    deadLetters.forEach(
        (table, keys) ->
            keys.stream()
                .limit(limit - some.values().stream().mapToInt(Set::size).sum())
                .forEach(key -> some.computeIfAbsent(table, any -> new HashSet<>()).add(key)));
    return some;
  }

  StoredProject stored(String name) {
    return new StoredProject(
        name,
        epoch,
        digest,
        Optional.ofNullable(sourceId),
        updatedAt,
        List.copyOf(phases.values()),
        objects.values().stream().map(this::counted).toList(),
        error.isEmpty() ? Optional.empty() : Optional.of(error));
  }

  /** Each milestone is a row of its own, which stays until it is cleared. */
  void put(StoredObject object) {
    objects.put(object.source(), object);
    Map<Milestone, Optional<Position>> rows = milestones(object.source());
    rows.keySet().removeAll(object.milestones().cleared());
    rows.putAll(object.milestones().reached());
  }

  Map<Milestone, Optional<Position>> milestones(ObjectName object) {
    return milestones.computeIfAbsent(object, any -> new HashMap<>());
  }

  /**
   * An object with its milestones, and the rows of its finished chunks. Several threads read
   * committed books at once: reading adds nothing to them.
   */
  private StoredObject counted(StoredObject object) {
    List<Chunk> done =
        chunks.getOrDefault(object.source(), Collections.emptySortedMap()).values().stream()
            .filter(Chunk::done)
            .toList();
    return object
        .withMilestones(Milestones.of(milestones.getOrDefault(object.source(), Map.of())))
        .withFigures(
            done.stream().mapToLong(Chunk::rows).sum(),
            done.stream().mapToLong(Chunk::conflicts).sum());
  }
}
