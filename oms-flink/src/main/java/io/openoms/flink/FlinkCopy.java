package io.openoms.flink;

import io.openoms.Phase;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.flink.job.ChunkSource;
import io.openoms.spi.remote.CopyOrder;
import io.openoms.spi.remote.RemoteCopy;
import io.openoms.spi.remote.RemoteJob;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Submits orders as jobs of one environment. */
final class FlinkCopy implements RemoteCopy {

  private static final int FAILURES = 10;
  private static final Duration WITHIN = Duration.ofMinutes(5);
  private static final Duration DELAY = Duration.ofSeconds(1);

  private final ProjectFactory factory;
  private final StreamExecutionEnvironment env;

  FlinkCopy(ProjectFactory factory, StreamExecutionEnvironment env) {
    this.factory = factory;
    this.env = env;
  }

  @Override
  public RemoteJob submit(CopyOrder order) {
    env.configure(settings());
    // One task: each worker is a region of its own, so one that fails stops no other one.
    env.fromSource(
            new ChunkSource(factory, order),
            WatermarkStrategy.noWatermarks(),
            "chunks of " + order.project(),
            ChunkSource.COPIED)
        .setParallelism(order.workers())
        .sinkTo(new DiscardingSink<>())
        .setParallelism(order.workers());
    try {
      return new FlinkJob(env.executeAsync("OpenOMS copy of " + order.project()));
    } catch (Exception e) {
      throw new MigrationException(
          FlinkError.JOB_REFUSED, ErrorContext.none().withPhase(Phase.FULL), FlinkJob.rootOf(e), e);
    }
  }

  private Configuration settings() {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    if (env.getConfiguration().getOptional(RestartStrategyOptions.RESTART_STRATEGY).isEmpty()) {
      // Without checkpoints Flink would not restart a worker whose process was lost.
      settings.set(RestartStrategyOptions.RESTART_STRATEGY, "failure-rate");
      settings.set(
          RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL, FAILURES);
      settings.set(
          RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL, WITHIN);
      settings.set(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_DELAY, DELAY);
    }
    return settings;
  }
}
