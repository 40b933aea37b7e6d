package io.openoms.spring;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.error.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/** Makes the beans whose classes callers need not see; for the auto-configuration. */
public final class MigrationBeans {

  private static final String VIRTUAL = "spring.threads.virtual.enabled";

  private MigrationBeans() {}

  /**
   * The runs of those projects.
   *
   * @throws ConfigurationException when two projects have one name, or the executor is missing
   */
  public static MigrationRuns runs(
      Collection<MigrationProject> projects,
      Collection<ProjectWatcher> watchers,
      OpenOmsProperties properties,
      ApplicationContext context) {
    List<MigrationProject> watched = new ArrayList<>();
    for (MigrationProject project : projects) {
      MigrationProject with = project;
      for (ProjectWatcher watcher : watchers) {
        with = with.withListener(watcher.watch(project));
      }
      watched.add(with);
    }
    return new MigrationRuns(watched, threads(properties, context));
  }

  /** What starts and closes the runs with the context. */
  public static SmartLifecycle lifecycle(
      MigrationRuns runs, OpenOmsProperties properties, ApplicationContext context) {
    return new RunsLifecycle(runs, context, properties.start());
  }

  /** The log of all projects' figures, or one that stays empty. */
  public static ProjectWatcher progressLog(OpenOmsProperties properties) {
    Duration interval = properties.progressInterval();
    return project ->
        interval.isZero() ? new MigrationListener() {} : new ProgressLog(project.name(), interval);
  }

  private static Function<MigrationProject, RunThreads> threads(
      OpenOmsProperties properties, ApplicationContext context) {
    String named = properties.executor();
    if (named == null) {
      boolean virtual = context.getEnvironment().getProperty(VIRTUAL, Boolean.class, false);
      return ThreadSource.own(virtual);
    }
    Executor executor = executor(named, context);
    return project -> RunThreads.of(executor);
  }

  private static Executor executor(String name, BeanFactory beans) {
    try {
      return beans.getBean(name, Executor.class);
    } catch (NoSuchBeanDefinitionException | BeanNotOfRequiredTypeException e) {
      throw new ConfigurationException(
          List.of("openoms.executor: there is no bean " + name + " of type Executor"));
    }
  }
}
