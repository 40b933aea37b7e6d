package io.openoms.cli.command;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phase;
import io.openoms.cli.Termination;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs projects on threads of the program's own. */
final class Runs {

  private Runs() {}

  /** Following ends when told to; anything else is stopped before it is done. */
  private static void end(MigrationRun run) {
    boolean follows =
        run.progress().map(progress -> progress.phase() == Phase.INCREMENTAL).orElse(false);
    if (follows) {
      run.finishIncremental();
    } else {
      run.close();
    }
  }

  /** Runs a project until it ends or a signal stops it. */
  static MigrationResult toTheEnd(MigrationProject project) {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (MigrationRun run = project.start(threads)) {
      Termination.onSignal(() -> end(run));
      return run.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody interrupts the program's main thread", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
