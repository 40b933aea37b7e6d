package io.openoms.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.RunState;
import io.openoms.spring.autoconfigure.Boot3HealthAutoConfiguration;
import io.openoms.spring.autoconfigure.Boot4HealthAutoConfiguration;
import io.openoms.spring.autoconfigure.MigrationAutoConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.autoconfigure.health.HealthContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/**
 * What the application's health says of its projects, in each state of a run. The types of Spring
 * Boot 3 and 4 are both on the test's class path; an application has one of the two.
 */
class HealthTest {

  private static final Duration SOON = Duration.ofSeconds(20);

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
                    Boot3HealthAutoConfiguration.class,
                    HealthContributorAutoConfiguration.class,
                    HealthEndpointAutoConfiguration.class))
            .withBean("shop", MigrationProject.class, () -> shop.follows("shop"))
            .withPropertyValues(
                "management.endpoints.web.exposure.include=health",
                "management.endpoint.health.show-details=always");
  }

  @Test
  void aRunAtWorkIsUpAndOneThatIsPausedOrClosedIsOutOfService() {
    context.run(
        started -> {
          MigrationRun run = started.getBean(MigrationRuns.class).run("shop").orElseThrow();
          assertThat(run.awaitCaughtUp(SOON)).isTrue();
          await().atMost(SOON).until(() -> health(started).getDetails().containsKey("lagSeconds"));
          assertThat(health(started).getStatus()).isEqualTo(Status.UP);
          assertThat(health(started).getDetails())
              .containsEntry("state", "running")
              .containsEntry("phase", "incremental")
              .containsKeys("caughtUp", "objects")
              .doesNotContainKey("error");
          run.pause();
          await().atMost(SOON).until(() -> run.state() == RunState.PAUSED);
          assertThat(health(started).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
          assertThat(whole(started).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
          run.resume();
          await().atMost(SOON).until(() -> run.state() == RunState.RUNNING);
          assertThat(health(started).getStatus()).isEqualTo(Status.UP);
          run.close();
          assertThat(health(started).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        });
  }

  @Test
  void aRunThatWasStoppedByAnErrorIsDownAndSaysWhichError() {
    context
        .withBean("lost", MigrationProject.class, () -> shop.findsNothing("lost"))
        .run(
            started -> {
              MigrationRun run = started.getBean(MigrationRuns.class).run("lost").orElseThrow();
              assertThat(run.await(SOON)).isTrue();
              assertThat(run.state()).isEqualTo(RunState.FAILED);
              Health lost = health(started, "lost");
              assertThat(lost.getStatus()).isEqualTo(Status.DOWN);
              assertThat(lost.getDetails()).containsEntry("state", "failed");
              assertThat(lost.getDetails().get("error").toString())
                  .startsWith(run.result().orElseThrow().error().orElseThrow().code().name());
              assertThat(whole(started).getStatus()).isEqualTo(Status.DOWN);
              assertThat(health(started).getStatus()).isEqualTo(Status.UP);
            });
  }

  @Test
  void aProjectThatWasNotStartedIsUnknownAndDoesNotSpoilTheWhole() {
    context
        .withPropertyValues("openoms.start=false")
        .run(
            started -> {
              assertThat(health(started).getStatus()).isEqualTo(Status.UNKNOWN);
              assertThat(health(started).getDetails()).isEqualTo(Map.of("state", "not_started"));
              assertThat(whole(started).getStatus()).isEqualTo(Status.UP);
            });
  }

  @Test
  void itIsSwitchedOffByItsProperty() {
    context
        .withPropertyValues("management.health.openoms.enabled=false")
        .run(
            started -> {
              assertThat(started).hasNotFailed().doesNotHaveBean("openomsHealthContributor");
              assertThat(((CompositeHealth) whole(started)).getComponents().keySet())
                  .doesNotContain("openoms");
            });
  }

  @Test
  void springBoot4GetsTheSameInItsOwnTypes() {
    ApplicationContextRunner four =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    MigrationAutoConfiguration.class, Boot4HealthAutoConfiguration.class))
            .withBean("shop", MigrationProject.class, () -> shop.follows("shop"))
            .withPropertyValues("openoms.start=false");
    four.run(
        started -> {
          org.springframework.boot.health.contributor.CompositeHealthContributor all =
              started.getBean(
                  "openomsHealthContributor",
                  org.springframework.boot.health.contributor.CompositeHealthContributor.class);
          org.springframework.boot.health.contributor.HealthIndicator one =
              (org.springframework.boot.health.contributor.HealthIndicator)
                  all.getContributor("shop");
          assertThat(one.health().getStatus().getCode()).isEqualTo("UNKNOWN");
          assertThat(one.health().getDetails()).isEqualTo(Map.of("state", "not_started"));
        });
    four.withPropertyValues("management.health.openoms.enabled=false")
        .run(started -> assertThat(started).doesNotHaveBean("openomsHealthContributor"));
  }

  private static Health health(ApplicationContext started) {
    return health(started, "shop");
  }

  private static Health health(ApplicationContext started, String project) {
    return (Health) started.getBean(HealthEndpoint.class).healthForPath("openoms", project);
  }

  private static HealthComponent whole(ApplicationContext started) {
    return started.getBean(HealthEndpoint.class).health();
  }
}
