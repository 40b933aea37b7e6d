package io.openoms.spring.autoconfigure;

import io.openoms.spring.MigrationRuns;
import io.openoms.spring.actuate.Boot4Health;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * Shows the runs in the health of an application of Spring Boot 4, unless {@code
 * management.health.openoms.enabled} is false.
 */
@AutoConfiguration(after = MigrationAutoConfiguration.class)
@ConditionalOnClass({CompositeHealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(MigrationRuns.class)
@ConditionalOnEnabledHealthIndicator("openoms")
public class Boot4HealthAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "openomsHealthContributor")
  CompositeHealthContributor openomsHealthContributor(MigrationRuns runs) {
    return Boot4Health.of(runs);
  }
}
