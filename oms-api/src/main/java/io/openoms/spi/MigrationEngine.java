package io.openoms.spi;

import io.openoms.MigrationPlan;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.PrecheckReport;
import io.openoms.ProjectStatus;
import io.openoms.SelectionChange;
import io.openoms.StatementDecision;
import io.openoms.spi.remote.ChunkSupply;
import io.openoms.spi.remote.ChunkWorker;
import io.openoms.spi.remote.CopyOrder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The engine behind {@link io.openoms.MigrationProject}, found by {@link java.util.ServiceLoader}.
 * Thread-safe and without state; each method does what the project's method of that name says.
 */
public interface MigrationEngine {

  /** Checks and changes nothing. */
  PrecheckReport precheck(ProjectDefinition project);

  /** Checks, plans, and changes nothing. */
  MigrationPlan plan(ProjectDefinition project);

  /** Reads the stored state. */
  Optional<ProjectStatus> status(ProjectDefinition project);

  /** Has an object tried again, created by that statement if there is one. */
  void retry(ProjectDefinition project, ObjectName object, Optional<String> ddl);

  /** Leaves an object out. */
  void skip(ProjectDefinition project, ObjectName object);

  /** Asks the engine at work for a step of its switchover. */
  void askSwitchover(ProjectDefinition project, String request);

  /** Decides what becomes of the statement of that transaction, at which following stopped. */
  void decide(ProjectDefinition project, String transaction, StatementDecision decision);

  /** Adds objects to the project, or takes them out of it. */
  void change(ProjectDefinition project, List<SelectionChange> changes);

  /** Removes what the project keeps at the sink for itself. */
  boolean release(ProjectDefinition project);

  /** Finds the chunks of an order of this project, in any process. */
  ChunkSupply chunkSupply(ProjectDefinition project, CopyOrder order);

  /** Copies chunks of an order of this project, in any process; numbers are from 0. */
  ChunkWorker chunkWorker(ProjectDefinition project, CopyOrder order, int number);

  /** Starts or goes on. */
  MigrationRun start(ProjectDefinition project, Executor executor);
}
