package io.openoms.core.task;

import io.openoms.MigrationResult;
import io.openoms.Phase;
import io.openoms.PhaseStatus;
import io.openoms.core.table.MigratedObject;
import io.openoms.error.ErrorCategory;
import io.openoms.error.MigrationException;
import io.openoms.spi.data.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the steps of a run to the log, for hosts without a listener: INFO for the start, the
 * takeover, each phase, each object that is done, each position from which changes are read, and
 * the end; WARN for each failed object, ERROR for a failed run, with its stack for a fault of the
 * library. Stateless; thread-safe.
 */
final class RunLog {

  private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

  private final String project;

  RunLog(String project) {
    this.project = project;
  }

  void started() {
    LOG.info("Project {}: the run starts", project);
  }

  void takenOver(int objects) {
    LOG.info("Project {}: this engine owns the project, with {} objects", project, objects);
  }

  void object(Phase phase, MigratedObject object) {
    if (object.status().isFinal() && !object.status().isFailure()) {
      LOG.info(
          "Project {}: {} is {} in phase {}, with {} rows",
          project,
          object.source(),
          object.status().label(),
          phase.label(),
          object.rows());
    }
  }

  void capturing(Position start) {
    LOG.info("Project {}: changes are read from {} on", project, start.text());
  }

  void phase(Phase phase, PhaseStatus status) {
    LOG.info("Project {}: phase {} is {}", project, phase.label(), status.label());
  }

  void objectFailed(MigrationException error) {
    LOG.warn("Project {}: an object failed: {}", project, error.getMessage());
  }

  void retried(MigrationException error) {
    LOG.debug("Project {}: a step is tried again: {}", project, error.getMessage());
  }

  void ended(MigrationResult result) {
    int failed = result.failedObjects().size();
    if (result.error().isPresent()) {
      MigrationException error = result.error().get();
      boolean isFault = error.code().category() == ErrorCategory.INTERNAL;
      LOG.error(
          "Project {}: the run failed: {}", project, error.getMessage(), isFault ? error : null);
    } else if (failed > 0) {
      LOG.error(
          "Project {}: the run failed: {} of {} objects failed",
          project,
          failed,
          result.objects().size());
    } else {
      LOG.info(
          "Project {}: the run ended as {} with {} objects",
          project,
          result.state(),
          result.objects().size());
    }
  }
}
