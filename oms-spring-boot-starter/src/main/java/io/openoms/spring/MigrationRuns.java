package io.openoms.spring;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.error.ConfigurationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * The application's projects and their runs: each project has at most one run at work. Thread-safe.
 *
 * <p>By default all projects are started when the context is ready, and all runs are closed before
 * any bean of the application is. A run that has ended stays to be looked at until the next start.
 */
public final class MigrationRuns {

  private final Map<String, MigrationProject> projects = new LinkedHashMap<>();
  private final Function<MigrationProject, RunThreads> threads;
  private final Map<String, Started> started = new LinkedHashMap<>();
  private boolean closed;

  /**
   * @param threads gives each run its threads
   * @throws ConfigurationException when two projects have one name
   */
  MigrationRuns(
      Collection<MigrationProject> projects, Function<MigrationProject, RunThreads> threads) {
    this.threads = threads;
    List<String> faults = new ArrayList<>();
    for (MigrationProject project : projects) {
      if (this.projects.put(project.name(), project) != null) {
        faults.add("two beans of type MigrationProject have the name " + project.name());
      }
    }
    if (!faults.isEmpty()) {
      throw new ConfigurationException(faults);
    }
  }

  /** The projects, by name, in the order of their beans. */
  public List<MigrationProject> projects() {
    return List.copyOf(projects.values());
  }

  /**
   * The last run of that project; empty before it was started, or when there is no such project.
   */
  public synchronized Optional<MigrationRun> run(String project) {
    return Optional.ofNullable(started.get(project)).map(Started::run);
  }

  /**
   * Starts a project, or gives the run that is at work on it already. Returns at once.
   *
   * @throws ConfigurationException when there is no project of that name, or the context is closing
   */
  public synchronized MigrationRun start(String project) {
    MigrationProject known = projects.get(project);
    if (known == null) {
      throw new ConfigurationException(
          List.of("there is no project " + project + ", but " + projects.keySet()));
    }
    if (closed) {
      throw new ConfigurationException(List.of("the application is closing"));
    }
    Started before = started.get(project);
    if (before != null && before.run().result().isEmpty()) {
      return before.run();
    }
    Started now = begin(known);
    started.put(project, now);
    return now.run();
  }

  /** Lets projects be started, after a {@link #close()} too. */
  synchronized void open() {
    closed = false;
  }

  /** Closes all runs, side by side, so the slowest one sets the time; then their threads. */
  void close() {
    List<Started> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(started.values());
    }
    SimpleAsyncTaskExecutor closers = new SimpleAsyncTaskExecutor("openoms-close-");
    CompletableFuture.allOf(
            all.stream()
                .map(one -> CompletableFuture.runAsync(one.run()::close, closers))
                .toArray(CompletableFuture<?>[]::new))
        .join();
    all.forEach(one -> one.threads().release().run());
  }

  /** Whether a run is at work. */
  synchronized boolean anyAtWork() {
    return started.values().stream().anyMatch(one -> one.run().result().isEmpty());
  }

  private Started begin(MigrationProject project) {
    RunThreads own = threads.apply(project);
    MigrationRun run = null;
    try {
      run = project.start(own.executor());
      return new Started(run, own);
    } finally {
      if (run == null) {
        own.release().run();
      }
    }
  }

  private record Started(MigrationRun run, RunThreads threads) {}
}
