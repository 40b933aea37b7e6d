package io.openoms.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openoms.MigrationListener;
import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.error.ConfigurationException;
import io.openoms.event.PhaseEvent;
import io.openoms.spring.autoconfigure.MigrationAutoConfiguration;
import io.openoms.spring.autoconfigure.MigrationEndpointAutoConfiguration;
import io.openoms.spring.autoconfigure.MigrationMetricsAutoConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** A context with projects among its beans: start, threads, closing, meters, faults. */
class StarterTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  /** What the context may take to close; a host of containers kills after thirty seconds. */
  private static final Duration CLOSING = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private MemoryShop shop;
  private ApplicationContextRunner context;

  @BeforeEach
  void open() {
    shop = new MemoryShop(folder);
    context =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    MigrationAutoConfiguration.class,
                    MigrationMetricsAutoConfiguration.class,
                    MigrationEndpointAutoConfiguration.class))
            .withBean("shop", MigrationProject.class, () -> shop.follows("shop"));
  }

  @Test
  void aProjectRunsUntilTheContextCloses() {
    MigrationRun[] run = new MigrationRun[1];
    context.run(
        started -> {
          run[0] = caughtUp(started.getBean(MigrationRuns.class));
          shop.write();
          assertThat(run[0].awaitCaughtUp(SOON)).isTrue();
          shop.assertMoved();
          assertClosesInTime(started::close);
        });
    assertThat(run[0].state()).isEqualTo(RunState.STOPPED);
    assertThat(run[0].result().orElseThrow().error()).isEmpty();
  }

  @Test
  void anExecutorOfTheApplicationThatWaitsForItsTasksDoesNotHoldUpTheClose() {
    ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
    threads.setCorePoolSize(16);
    threads.setThreadNamePrefix("application-");
    threads.setWaitForTasksToCompleteOnShutdown(true);
    threads.setAwaitTerminationSeconds(60);
    Set<String> names = ConcurrentHashMap.newKeySet();
    MemoryShop other = new MemoryShop(folder);
    context
        .withBean("work", ThreadPoolTaskExecutor.class, () -> threads)
        .withBean("watched", MigrationProject.class, () -> other.follows("watched", named(names)))
        .withPropertyValues("openoms.executor=work")
        .run(
            started -> {
              MigrationRuns runs = started.getBean(MigrationRuns.class);
              MigrationRun run = runs.run("watched").orElseThrow();
              assertThat(run.awaitCaughtUp(SOON)).isTrue();
              other.assertMoved();
              assertClosesInTime(started::close);
              assertThat(run.state()).isEqualTo(RunState.STOPPED);
              assertThat(run.result().orElseThrow().error()).isEmpty();
            });
    assertThat(names).isNotEmpty().allMatch(name -> name.startsWith("application-"));
  }

  @Test
  void runsEndBeforeAnythingHearsOfTheCloseAndBeforeTheBeansThatTheyUse() {
    MigrationRuns[] runs = new MigrationRuns[1];
    boolean[] atWork = {true};
    boolean[] heard = {true};
    ApplicationListener<ContextClosedEvent> hears = event -> heard[0] = runs[0].anyAtWork();
    context
        .withInitializer(starting -> starting.addApplicationListener(hears))
        .withBean(
            "endpointOfTheApplication",
            AutoCloseable.class,
            () -> () -> atWork[0] = runs[0].anyAtWork())
        .run(
            started -> {
              runs[0] = started.getBean(MigrationRuns.class);
              caughtUp(runs[0]);
              assertThat(runs[0].anyAtWork()).isTrue();
            });
    assertThat(heard[0]).isFalse();
    assertThat(atWork[0]).isFalse();
  }

  @Test
  void aStoppedContextGoesOnWhereItStood() {
    context.run(
        started -> {
          MigrationRuns runs = started.getBean(MigrationRuns.class);
          MigrationRun first = caughtUp(runs);
          started.stop();
          assertThat(first.state()).isEqualTo(RunState.STOPPED);
          shop.write();
          started.start();
          assertThat(caughtUp(runs)).isNotSameAs(first);
          shop.assertMoved();
        });
  }

  @Test
  void nothingStartsByItselfWhereItIsNotWanted() {
    context
        .withPropertyValues("openoms.start=false")
        .run(
            started -> {
              MigrationRuns runs = started.getBean(MigrationRuns.class);
              assertThat(runs.run("shop")).isEmpty();
              MigrationRun run = runs.start("shop");
              assertThat(runs.start("shop")).isSameAs(run);
              caughtUp(runs);
              assertThat(catchThrowable(() -> runs.start("other")))
                  .isInstanceOf(ConfigurationException.class)
                  .hasMessageContaining("no project other, but [shop]");
              assertClosesInTime(started::close);
              assertThat(run.state()).isEqualTo(RunState.STOPPED);
              assertThat(catchThrowable(() -> runs.start("shop"))).hasMessageContaining("closing");
            });
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void virtualThreadsWorkWhereTheApplicationWantsThem() {
    Set<String> kinds = ConcurrentHashMap.newKeySet();
    MemoryShop other = new MemoryShop(folder);
    MigrationListener watching =
        new MigrationListener() {
          @Override
          public void onPhase(PhaseEvent event) {
            kinds.add(Thread.currentThread().toString());
          }
        };
    context
        .withBean("watched", MigrationProject.class, () -> other.follows("watched", watching))
        .withPropertyValues("spring.threads.virtual.enabled=true")
        .run(
            started -> {
              MigrationRuns runs = started.getBean(MigrationRuns.class);
              assertThat(runs.run("watched").orElseThrow().awaitCaughtUp(SOON)).isTrue();
              other.assertMoved();
              assertClosesInTime(started::close);
            });
    assertThat(kinds).isNotEmpty().allMatch(kind -> kind.startsWith("VirtualThread["));
  }

  @Test
  void figuresAreMetersWhereThereIsARegistry() {
    context
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .run(
            started -> {
              caughtUp(started.getBean(MigrationRuns.class));
              MeterRegistry registry = started.getBean(MeterRegistry.class);
              await()
                  .atMost(SOON)
                  .until(
                      () ->
                          registry.get("openoms.rows").tag("project", "shop").gauge().value() == 2);
            });
  }

  @Test
  void twoProjectsOfOneNameAndAMissingExecutorStopTheStart() {
    context
        .withBean("again", MigrationProject.class, () -> shop.follows("shop"))
        .run(
            failed ->
                assertThat(failed.getStartupFailure())
                    .rootCause()
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("two beans of type MigrationProject have the name shop"));
    context
        .withPropertyValues("openoms.executor=nowhere")
        .run(
            failed ->
                assertThat(failed.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("no bean nowhere of type Executor"));
  }

  @Test
  void anApplicationWithoutProjectsGetsNoBeans() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(MigrationAutoConfiguration.class))
        .run(started -> assertThat(started).doesNotHaveBean(MigrationRuns.class));
  }

  private static MigrationRun caughtUp(MigrationRuns runs) throws InterruptedException {
    MigrationRun run = runs.run("shop").orElseThrow();
    assertThat(run.awaitCaughtUp(SOON)).as(() -> run.result().toString()).isTrue();
    return run;
  }

  private static void assertClosesInTime(Runnable close) {
    long began = System.nanoTime();
    close.run();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(CLOSING);
  }

  private static MigrationListener named(Set<String> names) {
    return new MigrationListener() {
      @Override
      public void onPhase(PhaseEvent event) {
        names.add(Thread.currentThread().getName());
      }
    };
  }
}
