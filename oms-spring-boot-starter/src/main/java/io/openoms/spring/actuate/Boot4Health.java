package io.openoms.spring.actuate;

import io.openoms.spring.MigrationRuns;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The health of each project in the types of Spring Boot 4. */
public final class Boot4Health {

  private Boot4Health() {}

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
