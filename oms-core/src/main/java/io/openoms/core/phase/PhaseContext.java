package io.openoms.core.phase;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectStatus;
import io.openoms.Phase;
import io.openoms.VerificationReport;
import io.openoms.core.plan.Followable;
import io.openoms.core.plan.Planner;
import io.openoms.core.plan.Roles;
import io.openoms.core.plan.SmallTables;
import io.openoms.core.plan.TableReads;
import io.openoms.core.progress.ProgressMeter;
import io.openoms.core.state.ProjectState;
import io.openoms.core.table.MigratedObject;
import io.openoms.core.task.Control;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.Reporter;
import io.openoms.core.task.Turn;
import io.openoms.error.ErrorContext;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the phases of one run share. Immutable, but for what its parts hold.
 *
 * @param project what is to be done
 * @param source the open source
 * @param roles what both endpoints can do
 * @param reads how tables are read
 * @param state the stored state, which this engine owns
 * @param objects all objects of the run
 * @param followable which of them can be followed; judged when it is first asked
 * @param control continue, wait, stop or finish
 * @param reporter makes events
 * @param meter counts what moves
 * @param tasks runs a phase's tasks
 * @param following what the incremental phase shares with work beside it
 * @param entry where following begins
 * @param anew the tables whose copy is to begin anew
 * @param joins whether an object of that name at the source, which the run does not have, joins it
 *     by itself
 * @param verified takes the report of each verification that ended
 * @param verifying has one verification at work at a time, as all of them store what they find
 */
public record PhaseContext(
    ProjectDefinition project,
    EndpointSession source,
    Roles roles,
    TableReads reads,
    ProjectState state,
    List<MigratedObject> objects,
    Supplier<Followable> followable,
    Control control,
    Reporter reporter,
    ProgressMeter meter,
    PhaseTasks tasks,
    BesideFollowing following,
    Entry entry,
    CopiesAnew anew,
    Predicate<ObjectName> joins,
    Consumer<VerificationReport> verified,
    Turn verifying) {

  /** The writer whose row the coordinating task's transactions move. */
  public static final String WRITER = "run";

  /** The writer whose row the transactions of a verification move. */
  public static final String VERIFIER = "verification";

  public PhaseContext {
    objects = List.copyOf(objects);
  }

  /** The tables that no phase has failed and nobody skips. */
  public List<MigratedObject> tables() {
    return objects.stream()
        .filter(object -> object.kind() == ObjectKind.TABLE && !object.isOut())
        .toList();
  }

  /** Whether that holds for each object, except those that are skipped; not when there is none. */
  public boolean isDoneFor(Predicate<MigratedObject> done) {
    return !objects.isEmpty()
        && objects.stream()
            .filter(object -> object.status() != ObjectStatus.SKIPPED)
            .allMatch(done);
  }

  /** Whether changes are applied in this run, after the copy if there is one. */
  public boolean follows() {
    return project.phases().contains(Phase.INCREMENTAL);
  }

  /**
   * The same for work that goes through those objects in their order: definitions are read ahead,
   * many with one question.
   */
  public PhaseContext ahead(List<MigratedObject> order) {
    Roles ahead =
        roles.ahead(
            order.stream().map(MigratedObject::source).toList(),
            order.stream().map(MigratedObject::target).toList());
    return with(ahead, reads.over(ahead.sourceCatalog()), control);
  }

  /** The same for work that a caller does in its own thread. */
  public PhaseContext beside() {
    return with(roles, reads, control.beside());
  }

  /** Which tables are so small that they are copied many together. Blocks at first. */
  public SmallTables smallTables() {
    return new SmallTables(
        project.phases().fullOptions(),
        roles.rowSink().delivery(),
        reads,
        follows() ? Optional.of(followable.get().cascades()) : Optional.empty());
  }

  private PhaseContext with(Roles otherRoles, TableReads otherReads, Control otherControl) {
    return new PhaseContext(
        project,
        source,
        otherRoles,
        otherReads,
        state,
        objects,
        followable,
        otherControl,
        reporter,
        meter,
        tasks,
        following,
        entry,
        anew,
        joins,
        verified,
        verifying);
  }

  /** For the steps of a phase that are retried after transient errors. */
  public Repeater repeater(Phase phase) {
    return new Repeater(project.retry(), ErrorContext.none().withPhase(phase), control, reporter);
  }

  /** Converts definitions for the sink. */
  public Planner planner() {
    return new Planner(roles, reads, project.phases().schemaOptions());
  }
}
