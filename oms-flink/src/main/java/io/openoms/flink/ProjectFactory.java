package io.openoms.flink;

import io.openoms.MigrationProject;
import java.io.Serializable;

/**
 * Makes a project: where the run is, and in each process of the cluster that copies for it. It
 * travels there within the job, which Flink keeps and shows. So it must not hold a secret, only say
 * where one is found: a password is read from the environment, or a file, of the process in which
 * {@link #project} is called.
 */
@FunctionalInterface
public interface ProjectFactory extends Serializable {

  /** The project; the same one in every process, but for listeners. Does not connect. */
  MigrationProject project();
}
