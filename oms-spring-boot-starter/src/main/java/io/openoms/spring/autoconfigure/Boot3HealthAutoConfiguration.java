package io.openoms.spring.autoconfigure;

import io.openoms.spring.MigrationRuns;
import io.openoms.spring.actuate.Boot3Health;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Shows the runs in the health of an application of Spring Boot 3, unless {@code
 * management.health.openoms.enabled} is false.
 */
@AutoConfiguration(after = MigrationAutoConfiguration.class)
@ConditionalOnClass({CompositeHealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(MigrationRuns.class)
@ConditionalOnEnabledHealthIndicator("openoms")
public class Boot3HealthAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "openomsHealthContributor")
  CompositeHealthContributor openomsHealthContributor(MigrationRuns runs) {
    return Boot3Health.of(runs);
  }
}
