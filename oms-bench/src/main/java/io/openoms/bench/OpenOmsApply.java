package io.openoms.bench;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import java.util.concurrent.ExecutorService;

/** This library with its defaults, through its public builder: a project that goes on. */
record OpenOmsApply(ExecutorService threads) implements IncrementalCompetitor {

  @Override
  public String name() {
    return "OpenOMS";
  }

  /** The copy, with the log followed to where it ends. */
  @Override
  public void prepare(IncrementalTask task) throws InterruptedException {
    run(task);
  }

  /** A start of the same project: from the stored position until it has caught up. */
  @Override
  public Applied apply(IncrementalTask task) throws InterruptedException {
    long began = System.nanoTime();
    run(task);
    return Applied.since(began);
  }

  private void run(IncrementalTask task) throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder(task.database())
            .source(
                MySql.at(task.from().jdbcUrl())
                    .credentials(task.from().user(), task.from().password()))
            .sink(
                OceanBase.at(task.to().jdbcUrl())
                    .credentials(task.to().user(), task.to().password()))
            .objects(o -> o.include(task.database() + "." + task.table().name()))
            .phases(p -> p.schema().full().incremental(i -> i.untilCaughtUp()))
            .build();
    try (MigrationRun run = project.start(threads)) {
      MigrationResult result = run.await();
      if (!result.isComplete()) {
        throw new IllegalStateException("the project failed: " + result);
      }
    }
  }
}
