package io.openoms;

import java.util.List;

/**
 * What a run would do, as data; made without changing anything anywhere. Immutable.
 *
 * @param project the project's name
 * @param precheck the checks
 * @param objects each selected object, in the order in which it would be created
 * @param notMigrated what was found beside the selection and stays behind (triggers, events,
 *     routines), as sentences
 */
public record MigrationPlan(
    String project,
    PrecheckReport precheck,
    List<PlannedObject> objects,
    List<String> notMigrated) {

  public MigrationPlan {
    objects = List.copyOf(objects);
    notMigrated = List.copyOf(notMigrated);
  }

  /** Whether no check failed and every object can be taken over. */
  public boolean isRunnable() {
    return precheck.isPassed() && objects.stream().allMatch(object -> object.faults().isEmpty());
  }

  /**
   * The selected objects as comma-separated values that {@link ObjectSelection.Builder#csv} reads.
   */
  public String objectsAsCsv() {
    return ObjectCsv.write(objects);
  }
}
