package io.openoms.tck.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The kinds of change that a workload has, and which comes next. Immutable. */
final class Changes {

  private final List<Change> all;
  private final LargeTransaction large = new LargeTransaction(WorkloadTables.LARGE);
  private final int weights;

  Changes(Set<Feature> features) {
    List<WorkloadTable> keyed = WorkloadTables.keyed(features);
    List<Change> changes = new ArrayList<>();
    keyed.forEach(table -> changes.add(new PlainChange(table)));
    changes.addAll(
        List.of(
            new KeylessDuplicates(WorkloadTables.KEYLESS),
            new KeyShifts(WorkloadTables.INTEGERS),
            new KeySpellings(Feature.KEY_CASE, WorkloadTables.TEXTS_CI, "k"),
            new KeySpellings(Feature.KEY_CASE, WorkloadTables.ONE_UNIQUE, "u"),
            new KeySpellings(Feature.KEY_TRAILING_SPACE, WorkloadTables.TEXTS_CI, "k"),
            new KeySpellings(Feature.KEY_TRAILING_SPACE, WorkloadTables.TWO_UNIQUE, "u"),
            new UniqueSwaps(WorkloadTables.ONE_UNIQUE),
            new UniqueSwaps(WorkloadTables.TWO_UNIQUE),
            new UniqueHandovers(Feature.UNIQUE_HANDOVERS, WorkloadTables.ONE_UNIQUE),
            new UniqueHandovers(Feature.UNIQUE_HANDOVERS, WorkloadTables.TWO_UNIQUE),
            new UniqueHandovers(Feature.UNIQUE_HANDOVERS_IN_TWO, WorkloadTables.ONE_UNIQUE),
            new LargeObjects(WorkloadTables.LOBS),
            new Documents(WorkloadTables.DOCUMENTS),
            new EdgeValues(WorkloadTables.EDGES),
            new Cascades(WorkloadTables.PARENTS, WorkloadTables.CHILDREN)));
    if (!keyed.isEmpty()) {
      changes.addAll(
          List.of(
              new KeyUpdates(keyed),
              new Replaces(keyed),
              new Upserts(keyed),
              new MultiRows(keyed),
              new Reinserts(keyed)));
    }
    // A change also needs its table, which another feature may have left out.
    Set<WorkloadTable> present = Set.copyOf(WorkloadTables.of(features));
    this.all =
        changes.stream()
            .filter(change -> features.contains(change.feature()))
            .filter(change -> change.tables().stream().allMatch(present::contains))
            .toList();
    this.weights = all.stream().mapToInt(Change::weight).sum();
  }

  /** One of all, by its weight; half of them show what is special about the session. */
  Change next(WriterSession session) {
    Random random = session.random();
    if (!session.settings().isEmpty() && random.nextBoolean()) {
      SessionSetting setting = session.settings().get(random.nextInt(session.settings().size()));
      List<Change> fitting =
          all.stream().filter(change -> change.feature() == setting.companion()).toList();
      if (!fitting.isEmpty()) {
        return fitting.get(random.nextInt(fitting.size()));
      }
    }
    int place = random.nextInt(weights);
    for (Change change : all) {
      place -= change.weight();
      if (place < 0) {
        return change;
      }
    }
    throw new IllegalStateException("No change has that place");
  }

  /** The transaction of many rows. */
  Change large() {
    return large;
  }
}
