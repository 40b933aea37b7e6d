package io.openoms.cli.command;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.cli.Termination;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs projects on threads of the program's own. */
final class Runs {

  private Runs() {}

  /** Runs a project until it ends or a signal stops it. */
  static MigrationResult toTheEnd(MigrationProject project) {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (MigrationRun run = project.start(threads)) {
      Termination.onSignal(run::close);
      return run.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody interrupts the program's main thread", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
