package io.openoms.spring.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.openoms.MigrationProject;
import io.openoms.micrometer.MigrationMetrics;
import io.openoms.spring.ProjectWatcher;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Shows the figures of all runs as meters where the application has a registry of Micrometer. */
@AutoConfiguration(
    // The names in Spring Boot 3 and in 4.
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
    })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({MigrationProject.class, MeterRegistry.class})
public class MigrationMetricsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "migrationMetrics")
  ProjectWatcher migrationMetrics(MeterRegistry registry) {
    return project -> new MigrationMetrics(project.name(), registry);
  }
}
