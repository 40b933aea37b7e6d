package io.openoms.cli.command;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phase;
import io.openoms.Progress;
import io.openoms.cli.Termination;
import io.openoms.cli.output.Console;
import io.openoms.dashboard.Dashboard;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs projects, one after another, on threads of the program's own; where it was asked for, on a
 * page, too. One thread.
 */
final class Runs implements AutoCloseable {

  /** What the main thread does while a run is at work. */
  @FunctionalInterface
  interface Beside<X extends Exception> {
    void accompany(MigrationRun run) throws X, InterruptedException;
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Optional<Integer> pagePort;
  private @Nullable Dashboard page;

  /**
   * Runs without anything else, or on a page at that port.
   *
   * @param pagePort 0 for any port that is free; empty for no page
   */
  Runs(Optional<Integer> pagePort) {
    this.pagePort = pagePort;
  }

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
  MigrationResult toTheEnd(MigrationProject project) {
    return toTheEnd(project, run -> {});
  }

  /** The same, with something done beside. */
  <X extends Exception> MigrationResult toTheEnd(MigrationProject project, Beside<X> beside)
      throws X {
    return of(project, Runs::end, beside);
  }

  /**
   * The same.
   *
   * @param atSignal what a signal does to the run
   * @param beside what is done before its end is waited for
   */
  <X extends Exception> MigrationResult of(
      MigrationProject project, Consumer<MigrationRun> atSignal, Beside<X> beside) throws X {
    try (MigrationRun run = start(project)) {
      Termination.onSignal(() -> atSignal.accept(run));
      beside.accompany(run);
      return run.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody interrupts the program's main thread", e);
    }
  }

  private MigrationRun start(MigrationProject project) {
    if (pagePort.isEmpty()) {
      return project.start(threads);
    }
    if (page == null) {
      page = Dashboard.forProject(project).executor(threads).port(pagePort.get()).open();
      Console.note("page: " + page.url());
    }
    return page.start(project);
  }

  /** Closes the page and ends the threads. */
  @Override
  public void close() {
    if (page != null) {
      page.close();
    }
    threads.shutdownNow();
  }
}
