package io.openoms.bench;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phase;
import io.openoms.event.IndexEvent;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.Endpoint;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * This library with its defaults, through its public builder.
 *
 * @param threads where it works
 * @param source the end that rows come from
 * @param sink the end that they go to
 */
record OpenOmsCopy(
    ExecutorService threads, Function<Task, Endpoint> source, Function<Task, Endpoint> sink)
    implements Competitor {

  /** From a server of the MySQL family. */
  OpenOmsCopy(ExecutorService threads) {
    this(
        threads,
        task ->
            MySql.at(task.from().jdbcUrl()).credentials(task.from().user(), task.from().password()),
        task ->
            OceanBase.at(task.to().jdbcUrl()).credentials(task.to().user(), task.to().password()));
  }

  @Override
  public String name() {
    return "OpenOMS";
  }

  @Override
  public CopyTimes copy(Task task) throws InterruptedException {
    IndexClock clock = new IndexClock();
    MigrationProject project =
        MigrationProject.builder(task.database())
            .source(source.apply(task))
            .sink(sink.apply(task))
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
