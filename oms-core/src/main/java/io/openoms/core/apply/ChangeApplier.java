package io.openoms.core.apply;

import io.openoms.core.spool.SpoolRecord;
import io.openoms.core.task.TaskGroup;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.StoredApply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tasks that apply captured changes: one forms windows, lanes apply them. Where they enter is
 * decided by the stored state alone. Questions are for any thread.
 */
public final class ChangeApplier {

  private final LanePool lanes;
  private final ApplyTask task;

  /** The tasks of one run. */
  public ChangeApplier(ApplyScope scope, List<FollowedTable> tables, StoredApply stored) {
    this.lanes = new LanePool(scope, tables);
    this.task = new ApplyTask(scope, tables, lanes, stored);
  }

  /** The names of the tasks that write, for the takeover. */
  public static List<String> writers(int lanes) {
    List<String> names = new ArrayList<>(List.of(ApplyTask.WRITER));
    for (int i = 0; i < lanes; i++) {
      names.add(LanePool.lane(i));
    }
    return names;
  }

  /** Hands the tasks in. */
  public void start(TaskGroup group) {
    group.start("apply", task);
    lanes.start(group);
  }

  /** Whether no window is under way. */
  public boolean isResting() {
    return task.isResting();
  }

  /** The change of definitions before which the tasks have ended; empty where they have not. */
  public Optional<SpoolRecord> reached() {
    return task.reached();
  }

  /** How far the log is applied, as it is stored. For when the tasks have ended. */
  public StoredApply stored() {
    return task.stored();
  }

  /** Up to where the log is applied. */
  public Position position() {
    return task.position();
  }
}
