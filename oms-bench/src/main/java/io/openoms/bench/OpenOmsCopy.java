package io.openoms.bench;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phase;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import java.time.Duration;
import java.util.concurrent.ExecutorService;

/** This library with its defaults, through its public builder. */
record OpenOmsCopy(ExecutorService threads) implements Competitor {

  @Override
  public String name() {
    return "OpenOMS";
  }

  @Override
  public Duration copy(Task task) throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder(task.database())
            .source(
                MySql.at(task.from().jdbcUrl())
                    .credentials(task.from().user(), task.from().password()))
            .sink(
                OceanBase.at(task.to().jdbcUrl())
                    .credentials(task.to().user(), task.to().password()))
            .objects(o -> o.include(task.table()))
            .phases(p -> p.schema().full())
            .build();
    try (MigrationRun run = project.start(threads)) {
      MigrationResult result = run.await();
      if (!result.isComplete()) {
        throw new IllegalStateException("the copy failed: " + result);
      }
      return result.phases().get(Phase.FULL).elapsed();
    }
  }
}
