package io.openoms.core.copy;

import io.openoms.FullOptions;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.plan.SmallTables;
import io.openoms.core.progress.ProgressMeter;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Limits;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.Reporter;
import io.openoms.spi.data.RowBatches;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the tasks that copy small tables share.
 *
 * @param context the run's
 * @param repeater does steps again after transient errors
 * @param sizes tells which tables are small
 * @param targets which tables share one at the sink
 * @param queue tables that may be small, some at a time
 * @param left takes the tables that are to be copied in another way
 * @param batches makes batches
 * @param atWork how many tasks have a group under way
 */
record GroupScope(
    PhaseContext context,
    Repeater repeater,
    SmallTables sizes,
    Targets targets,
    Queue<List<MigratedObject>> queue,
    Queue<MigratedObject> left,
    RowBatches batches,
    AtomicInteger atWork) {

  FullOptions options() {
    return context.project().phases().fullOptions();
  }

  Limits limits() {
    return context.control().limits();
  }

  ProgressMeter meter() {
    return context.meter();
  }

  Reporter reporter() {
    return context.reporter();
  }
}
