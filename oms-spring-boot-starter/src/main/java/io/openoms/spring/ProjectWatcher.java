package io.openoms.spring;

import io.openoms.MigrationListener;
import io.openoms.MigrationProject;

/**
 * Gives each project of the application a further listener, behind those that the project was built
 * with. All beans of this type are asked, once for each project, when the context is being made.
 */
@FunctionalInterface
public interface ProjectWatcher {

  /** The listener of that project's runs. */
  MigrationListener watch(MigrationProject project);
}
