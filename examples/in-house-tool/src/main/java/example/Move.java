package example;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.PrecheckItem;
import io.openoms.event.ErrorEvent;
import io.openoms.event.PhaseEvent;
import io.openoms.event.ProgressEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** How every move is run at this company: checked first, told in lines, ended by an exit code. */
final class Move {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int REFUSED = 2;

  private final MigrationProject project;
  private final PrintStream out;

  Move(MigrationProject project, PrintStream out) {
    this.project = project.withListener(new Lines());
    this.out = out;
  }

  /** Checks, moves, and waits until the sink has caught up, as long as {@code limit}. */
  int run(Duration limit) throws InterruptedException {
    List<PrecheckItem> failures = project.precheck().failures();
    if (!failures.isEmpty()) {
      failures.forEach(f -> out.printf("%s: %s %s%n", f.check(), f.cause(), f.advice()));
      return REFUSED;
    }
    ExecutorService threads = Executors.newFixedThreadPool(project.threadsNeeded());
    try (MigrationRun run = project.start(threads)) {
      boolean inTime = run.awaitCaughtUp(limit);
      run.finishIncremental();
      if (!inTime && run.result().isEmpty()) {
        out.println("not caught up in time; start it again to go on");
        return FAILED;
      }
      return tell(run.await());
    } finally {
      threads.shutdown();
    }
  }

  private int tell(MigrationResult result) {
    result.failedObjects().forEach(o -> out.printf("%s: %s%n", o.source(), o.error().orElse("")));
    out.printf("%s: %s%n", result.project(), result.state());
    return result.isComplete() ? DONE : FAILED;
  }

  /** Lines for operators. */
  private final class Lines implements MigrationListener {
    @Override
    public void onPhase(PhaseEvent event) {
      out.printf("%s %s%n", event.phase().label(), event.status().name().toLowerCase());
    }

    @Override
    public void onProgress(ProgressEvent event) {
      out.printf("%,d rows%n", event.progress().rows());
    }

    @Override
    public void onError(ErrorEvent event) {
      out.printf("%s%s%n", event.willRetry() ? "tried again: " : "", event.error().getMessage());
    }
  }
}
