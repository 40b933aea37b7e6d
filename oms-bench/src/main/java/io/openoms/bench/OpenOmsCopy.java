package io.openoms.bench;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phase;
import io.openoms.event.IndexEvent;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/** This library with its defaults, through its public builder. */
record OpenOmsCopy(ExecutorService threads) implements Competitor {

  @Override
  public String name() {
    return "OpenOMS";
  }

  @Override
  public CopyTimes copy(Task task) throws InterruptedException {
    IndexClock clock = new IndexClock();
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
            .listener(clock)
            .build();
    try (MigrationRun run = project.start(threads)) {
      MigrationResult result = run.await();
      if (!result.isComplete()) {
        throw new IllegalStateException("the copy failed: " + result);
      }
      Duration index = Duration.ofNanos(clock.nanos.get());
      return new CopyTimes(
          Objects.requireNonNull(result.phases().get(Phase.FULL)).elapsed().minus(index), index);
    }
  }

  /** How long the index took; the run has ended when it is read. */
  private static final class IndexClock implements MigrationListener {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public void onIndex(IndexEvent event) {
      if (event.status() == IndexEvent.Status.COMPLETED) {
        nanos.addAndGet(event.elapsed().toNanos());
      }
    }
  }
}
