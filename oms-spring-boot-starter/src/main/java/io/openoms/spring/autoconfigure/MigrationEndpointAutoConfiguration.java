package io.openoms.spring.autoconfigure;

import io.openoms.spring.MigrationRuns;
import io.openoms.spring.actuate.MigrationsEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Shows the runs in the Actuator, where the endpoint {@code openoms} is exposed. */
@AutoConfiguration(after = MigrationAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(MigrationRuns.class)
@ConditionalOnAvailableEndpoint(MigrationsEndpoint.class)
public class MigrationEndpointAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  MigrationsEndpoint migrationsEndpoint(MigrationRuns runs) {
    return new MigrationsEndpoint(runs);
  }
}
