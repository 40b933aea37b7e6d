package io.openoms.spring.actuate;

import io.openoms.spring.MigrationRuns;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;

/** The health of each project in the types of Spring Boot 3. */
public final class Boot3Health {

  private Boot3Health() {}

  /** One contributor for each project, by its name. */
  public static CompositeHealthContributor of(MigrationRuns runs) {
    Map<String, HealthContributor> projects = new LinkedHashMap<>();
    runs.projects().forEach(one -> projects.put(one.name(), indicator(runs, one.name())));
    return CompositeHealthContributor.fromMap(projects);
  }

  private static HealthIndicator indicator(MigrationRuns runs, String project) {
    return () -> {
      ProjectHealth health = ProjectHealth.of(runs, project);
      return Health.status(health.status()).withDetails(health.details()).build();
    };
  }
}
