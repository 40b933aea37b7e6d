package io.openoms.spring.autoconfigure;

import io.openoms.MigrationProject;
import io.openoms.spring.MigrationBeans;
import io.openoms.spring.MigrationRuns;
import io.openoms.spring.OpenOmsProperties;
import io.openoms.spring.ProjectWatcher;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/** Runs the application's beans of type {@link MigrationProject}. */
@AutoConfiguration
@ConditionalOnBean(MigrationProject.class)
@EnableConfigurationProperties(OpenOmsProperties.class)
public class MigrationAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  MigrationRuns migrationRuns(
      ObjectProvider<MigrationProject> projects,
      ObjectProvider<ProjectWatcher> watchers,
      OpenOmsProperties properties,
      ApplicationContext context) {
    return MigrationBeans.runs(
        projects.orderedStream().toList(), watchers.orderedStream().toList(), properties, context);
  }

  @Bean
  SmartLifecycle migrationLifecycle(
      MigrationRuns runs, OpenOmsProperties properties, ApplicationContext context) {
    return MigrationBeans.lifecycle(runs, properties, context);
  }

  @Bean
  @ConditionalOnMissingBean(name = "migrationProgressLog")
  ProjectWatcher migrationProgressLog(OpenOmsProperties properties) {
    return MigrationBeans.progressLog(properties);
  }
}
