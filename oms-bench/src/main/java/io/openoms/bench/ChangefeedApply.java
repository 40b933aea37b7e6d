package io.openoms.bench;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.KafkaServer;
import io.openoms.testkit.tidb.TiDbStandIn;
import io.openoms.tidb.Changefeed;
import io.openoms.tidb.TiDb;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * This library with its defaults, from a stand-in for TiDB whose changefeed writes to six
 * partitions of a real Kafka: from the topic to the last commit at the sink.
 */
final class ChangefeedApply implements IncrementalCompetitor {

  private static final int PARTITIONS = 6;

  private final ExecutorService threads;
  private final KafkaServer kafka = KafkaServer.shared();
  private @Nullable BacklogTopic topic;

  ChangefeedApply(ExecutorService threads) {
    this.threads = threads;
  }

  @Override
  public String name() {
    return "OpenOMS";
  }

  /** The copy, with the changefeed followed to where it ends. */
  @Override
  public void prepare(IncrementalTask task) throws Exception {
    BacklogTopic before = topic;
    if (before != null) {
      before.close();
    }
    topic = new BacklogTopic(kafka, "bench-" + System.nanoTime(), PARTITIONS);
    run(task);
  }

  @Override
  public void changed(IncrementalTask task) throws Exception {
    Objects.requireNonNull(topic).write(task);
  }

  @Override
  public Applied apply(IncrementalTask task) throws Exception {
    long began = System.nanoTime();
    run(task);
    return Applied.since(began);
  }

  private void run(IncrementalTask task) throws InterruptedException {
    try (TiDbStandIn front = TiDbStandIn.before(task.from());
        MigrationRun run = project(task, front).start(threads)) {
      MigrationResult result = run.await();
      if (!result.isComplete()) {
        throw new IllegalStateException("the project failed: " + result);
      }
    }
  }

  private MigrationProject project(IncrementalTask task, TiDbStandIn front) {
    return MigrationProject.builder(task.database())
        .source(
            TiDb.at(front.jdbcUrl())
                .credentials(front.user(), front.password())
                .changefeed(
                    Changefeed.to(kafka.bootstrap(), Objects.requireNonNull(topic).name())
                        .timeZone(ZoneOffset.UTC)))
        .sink(OceanBase.at(task.to().jdbcUrl()).credentials(task.to().user(), task.to().password()))
        .objects(o -> o.include(task.database() + "." + task.table().name()))
        .phases(p -> p.schema().full().incremental(i -> i.untilCaughtUp()))
        .build();
  }
}
