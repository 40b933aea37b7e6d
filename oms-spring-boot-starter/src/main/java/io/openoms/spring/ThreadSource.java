package io.openoms.spring;

import io.openoms.MigrationProject;
import java.util.function.Function;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Threads for a run where the application names no executor of its own. They are not a bean: an
 * executor among the beans would take the place of the application's own.
 */
final class ThreadSource {

  private static final int VIRTUAL_THREADS = 21;

  private ThreadSource() {}

  /** As many threads as the project needs; or virtual ones, from Java 21 on. */
  static Function<MigrationProject, RunThreads> own(boolean virtual) {
    boolean possible = Runtime.version().feature() >= VIRTUAL_THREADS;
    return project -> virtual && possible ? virtual(project) : pool(project);
  }

  private static RunThreads virtual(MigrationProject project) {
    SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor(prefix(project));
    threads.setVirtualThreads(true);
    return RunThreads.of(threads);
  }

  private static RunThreads pool(MigrationProject project) {
    ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
    threads.setThreadNamePrefix(prefix(project));
    threads.setCorePoolSize(project.threadsNeeded());
    threads.setMaxPoolSize(project.threadsNeeded());
    threads.setDaemon(true);
    threads.initialize();
    return new RunThreads(threads, threads::shutdown);
  }

  private static String prefix(MigrationProject project) {
    return "openoms-" + project.name() + "-";
  }
}
