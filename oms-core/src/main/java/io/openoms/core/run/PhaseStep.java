package io.openoms.core.run;

import io.openoms.ObjectStatus;
import io.openoms.PhaseResult;
import io.openoms.PhaseStatus;
import io.openoms.core.phase.PhaseContext;
import io.openoms.core.phase.PhaseRunner;
import io.openoms.spi.state.StoredPhase;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs one phase after another: skips one that is done, and reports and stores the status and the
 * figures of each. The coordinating task's.
 */
final class PhaseStep {

  private final RunContext run;
  private final PhaseContext shared;
  private final PhaseWatch watch;
  private final Companions companions;

  PhaseStep(RunContext run, PhaseContext shared, PhaseWatch watch, Companions companions) {
    this.run = run;
    this.shared = shared;
    this.watch = watch;
    this.companions = companions;
  }

  void run(PhaseRunner phase) {
    companions.review(phase);
    if (phase.isDone()) {
      end(phase, PhaseStatus.SKIPPED, Duration.ZERO);
      return;
    }
    begin(phase);
    PhaseStatus status = PhaseStatus.FAILED;
    try {
      work(phase);
      run.control().check();
      status = status(phase);
    } finally {
      boolean stopped = run.control().isStopped();
      end(phase, stopped ? PhaseStatus.STOPPED : status, elapsed(phase));
    }
    put(phase, new StoredPhase(phase.phase(), status, elapsed(phase), phase.rows()));
  }

  private void begin(PhaseRunner phase) {
    watch.begin(phase.phase());
    if (phase.reported().isEmpty()) {
      run.reporter().phase(phase.phase(), PhaseStatus.RUNNING);
    }
    shared.objects().stream()
        .filter(object -> object.status() == ObjectStatus.SKIPPED)
        .forEach(object -> run.reporter().object(phase.phase(), object, Optional.empty()));
    put(phase, new StoredPhase(phase.phase(), PhaseStatus.RUNNING, Duration.ZERO, 0));
  }

  private void work(PhaseRunner phase) {
    try {
      companions.start(phase);
      phase.run();
    } finally {
      watch.end();
    }
  }

  private Duration elapsed(PhaseRunner phase) {
    return phase.elapsed().orElse(watch.elapsed());
  }

  private PhaseStatus status(PhaseRunner phase) {
    if (run.report().failedObjects() > 0) {
      return PhaseStatus.FAILED;
    }
    return run.control().isFinishing(phase.phase()) ? PhaseStatus.STOPPED : PhaseStatus.COMPLETED;
  }

  private void put(PhaseRunner phase, StoredPhase stored) {
    shared.repeater(phase.phase()).run(() -> shared.state().put(PhaseContext.WRITER, stored));
  }

  private void end(PhaseRunner phase, PhaseStatus status, Duration elapsed) {
    run.report().phase(phase.phase(), new PhaseResult(status, elapsed, phase.rows()));
    if (phase.movesRows()) {
      run.reporter().progress(shared.meter().sample(phase.phase()));
    }
    if (!phase.reported().equals(Optional.of(status))) {
      run.reporter().phase(phase.phase(), status);
    }
  }
}
