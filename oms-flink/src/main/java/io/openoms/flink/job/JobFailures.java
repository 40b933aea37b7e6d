package io.openoms.flink.job;

import io.openoms.error.MigrationException;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.FlinkException;

/** How an error leaves the job: as a text, since its classes may not be where it is read. */
final class JobFailures {

  private JobFailures() {}

  /**
   * What Flink is told. After an error that would come again the job ends; one of a link or a lock
   * has its worker restarted, as often as the job's settings allow.
   */
  static Exception of(Throwable error) {
    FlinkException told = new FlinkException(String.valueOf(error.getMessage()));
    told.setStackTrace(error.getStackTrace());
    boolean isFinal = error instanceof MigrationException of && !of.isRetryable();
    return isFinal ? new SuppressRestartsException(told) : told;
  }
}
