package io.openoms.flink;

import io.openoms.Phase;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.remote.RemoteJob;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job at work. */
final class FlinkJob implements RemoteJob {

  private static final Logger LOG = LoggerFactory.getLogger(FlinkJob.class);
  private static final Duration CANCELLING = Duration.ofSeconds(3);

  private final JobClient client;
  private final CompletableFuture<JobExecutionResult> result;

  FlinkJob(JobClient client) {
    this.client = client;
    this.result = client.getJobExecutionResult();
    LOG.info("Flink job {} copies", client.getJobID());
  }

  @Override
  public boolean isDone() {
    if (!result.isDone()) {
      return false;
    }
    try {
      result.join();
      return true;
    } catch (RuntimeException e) {
      throw new MigrationException(
          FlinkError.JOB_FAILED,
          ErrorContext.none().withPhase(Phase.FULL),
          "job " + client.getJobID() + ": " + rootOf(e),
          e);
    }
  }

  /** What the innermost cause says: those around it tell how Flink carried it here. */
  static String rootOf(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  @Override
  public void close() {
    if (result.isDone()) {
      return;
    }
    try {
      client.cancel().get(CANCELLING.toMillis(), TimeUnit.MILLISECONDS);
      result.handle((done, error) -> done).get(CANCELLING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | CompletionException e) {
      // It can write no more once the next run has taken the project over.
      LOG.warn("Flink job {} could not be cancelled: {}", client.getJobID(), rootOf(e));
    }
  }
}
