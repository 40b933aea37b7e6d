package io.openoms.bench;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.TableVerification;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import java.util.concurrent.ExecutorService;

/** This library's verification with its defaults, at rest; its start is in its time. */
record OpenOmsVerification(ExecutorService threads) implements Comparer {

  @Override
  public String name() {
    return "OpenOMS";
  }

  @Override
  public long differences(Task task) throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder(task.database())
            .source(
                MySql.at(task.from().jdbcUrl())
                    .credentials(task.from().user(), task.from().password()))
            .sink(
                OceanBase.at(task.to().jdbcUrl())
                    .credentials(task.to().user(), task.to().password()))
            .objects(o -> o.include(task.table()))
            .phases(p -> p.verification())
            .build();
    try (MigrationRun run = project.start(threads)) {
      MigrationResult result = run.await().orThrow();
      TableVerification table = result.verification().orElseThrow().tables().get(0);
      if (table.error().isPresent() || table.rows() != task.rows()) {
        throw new IllegalStateException("the verification failed: " + table);
      }
      return table.differences();
    }
  }
}
