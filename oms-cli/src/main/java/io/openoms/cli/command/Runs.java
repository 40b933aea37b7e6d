package io.openoms.cli.command;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phase;
import io.openoms.Progress;
import io.openoms.cli.Termination;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Runs projects on threads of the program's own. */
final class Runs {

  /** What the main thread does while a run is at work. */
  @FunctionalInterface
  interface Beside<X extends Exception> {
    void accompany(MigrationRun run) throws X, InterruptedException;
  }

  private Runs() {}

  /** Following ends when told to; anything else is stopped before it is done. */
  private static void end(MigrationRun run) {
    if (follows(run)) {
      run.finishIncremental();
    } else {
      run.close();
    }
  }

  /** Whether the run has come to following changes. */
  static boolean follows(MigrationRun run) {
    return run.progress()
        .map(Progress::phase)
        .filter(phase -> phase == Phase.INCREMENTAL || phase == Phase.REVERSE_INCREMENTAL)
        .isPresent();
  }

  /** Runs a project until it ends or a signal stops it. */
  static MigrationResult toTheEnd(MigrationProject project) {
    return toTheEnd(project, run -> {});
  }

  /** The same, with something done beside. */
  static <X extends Exception> MigrationResult toTheEnd(MigrationProject project, Beside<X> beside)
      throws X {
    return of(project, Runs::end, beside);
  }

  /**
   * The same.
   *
   * @param atSignal what a signal does to the run
   * @param beside what is done before its end is waited for
   */
  static <X extends Exception> MigrationResult of(
      MigrationProject project, Consumer<MigrationRun> atSignal, Beside<X> beside) throws X {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (MigrationRun run = project.start(threads)) {
      Termination.onSignal(() -> atSignal.accept(run));
      beside.accompany(run);
      return run.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody interrupts the program's main thread", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
