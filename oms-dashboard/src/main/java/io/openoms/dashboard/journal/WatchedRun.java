package io.openoms.dashboard.journal;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run that the page shows, from just before it is started. Thread-safe. */
public final class WatchedRun {

  private final MigrationProject project;
  private final RunJournal journal = new RunJournal();
  private volatile @Nullable MigrationRun run;

  /** A run of a project, to be started with the journal as its listener. */
  public WatchedRun(MigrationProject project) {
    this.project = project;
  }

  /** The run was started. */
  public void started(MigrationRun begun) {
    run = begun;
  }

  /** What is run. */
  public MigrationProject project() {
    return project;
  }

  /** What it has told. */
  public RunJournal journal() {
    return journal;
  }

  /** The run; empty for the moment before it is started. */
  public Optional<MigrationRun> run() {
    return Optional.ofNullable(run);
  }
}
