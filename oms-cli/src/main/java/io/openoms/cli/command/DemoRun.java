package io.openoms.cli.command;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phases;
import io.openoms.VerificationScope;
import io.openoms.cli.output.Console;
import io.openoms.cli.output.Figures;
import io.openoms.testkit.sample.SampleWriter;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A run of the demo: it follows a writer for a while, verifies beside it, and ends when the sink
 * has caught up.
 */
final class DemoRun {

  private static final Duration FOLLOWED = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** A run beside the writer that looks at what is known to differ, and repairs it. */
  static final Consumer<Phases.Builder> REPAIR =
      p -> p.incremental().verification(v -> v.scope(VerificationScope.INCONSISTENT).repair(true));

  private final Runs runs;

  DemoRun(Runs runs) {
    this.runs = runs;
  }

  <X extends Exception> MigrationResult of(MigrationProject project, SampleWriter<X> writer)
      throws X {
    try (writer) {
      return runs.of(project, MigrationRun::close, run -> accompany(run, writer));
    }
  }

  private static <X extends Exception> void accompany(MigrationRun run, SampleWriter<X> writer)
      throws X, InterruptedException {
    while (!Runs.follows(run) && !run.await(LOOK)) {
      // The copy goes on.
    }
    if (!run.await(FOLLOWED) && isVerified(run)) {
      writer.close();
      Console.note(
          "The writer has ended after "
              + Figures.count(writer.transactions())
              + " transactions with "
              + Figures.count(writer.changes())
              + " changes.");
      run.awaitCaughtUp(PATIENCE);
      run.finishIncremental();
    }
  }

  /** A run that follows the source until its verification is done, and ends then. */
  MigrationResult untilVerified(MigrationProject project) {
    return runs.of(
        project,
        MigrationRun::close,
        run -> {
          if (isVerified(run)) {
            run.finishIncremental();
          }
        });
  }

  /** Waits for the verification, which the writer accompanies; false when the run ended first. */
  private static boolean isVerified(MigrationRun run) throws InterruptedException {
    while (run.verification().last().isEmpty()) {
      if (run.await(LOOK)) {
        return false;
      }
    }
    return true;
  }
}
