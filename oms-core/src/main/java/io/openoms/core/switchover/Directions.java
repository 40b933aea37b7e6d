package io.openoms.core.switchover;

import io.openoms.Direction;
import io.openoms.IncludeRule;
import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectSelection;
import io.openoms.Phase;
import io.openoms.Phases;
import io.openoms.StartAt;
import io.openoms.TableChoice;
import io.openoms.TablePattern;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.BothWays;
import io.openoms.spi.Endpoint;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.state.StoredObject;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The projects of both directions of a project. Immutable.
 *
 * @param project the project as its caller defined it
 */
public record Directions(ProjectDefinition project) {

  private static final Set<Phase> FORWARD =
      EnumSet.of(Phase.SCHEMA, Phase.FULL, Phase.INCREMENTAL, Phase.VERIFICATION);

  /** The name under which the log of switchovers is kept. */
  public static String logName(String project) {
    return project + " (switch)";
  }

  /** The name under which the state of the reverse direction is kept. */
  public static String reverseName(String project) {
    return project + " (reverse)";
  }

  /** The run in one direction. */
  ProjectDefinition of(Direction direction, List<StoredObject> objects) {
    return direction == Direction.FORWARD ? forward() : reverse(objects);
  }

  /** From the source to the sink, in all phases but those of the switchover. */
  ProjectDefinition forward() {
    return project.withPhases(project.phases().only(FORWARD));
  }

  /** The same while the reverse direction works, too. */
  ProjectDefinition forwardAtOnce() {
    return atOnce(forward(), Direction.FORWARD, reverseName(project.name()));
  }

  /** The reverse direction while the forward one works, too. */
  ProjectDefinition reverseAtOnce(List<StoredObject> objects) {
    return atOnce(reverse(objects), Direction.REVERSE, project.name());
  }

  /** One lane: a window is one transaction, so that it can be undone as a whole. */
  private ProjectDefinition atOnce(ProjectDefinition direction, Direction which, String other) {
    Phases phases = direction.phases();
    return direction
        .withPhases(phases.with(phases.incrementalOptions().withOneLane()))
        .withBothWays(new BothWays(which, other, project.phases().reverseOptions().conflictRule()));
  }

  /**
   * From the sink to the source. What is stored of the objects names the tables.
   *
   * @throws MigrationException SWITCHOVER_REFUSED when the rows of a table do not stand for those
   *     of one table at the source
   */
  public ProjectDefinition reverse(List<StoredObject> objects) {
    List<StoredObject> tables =
        objects.stream()
            .filter(object -> object.kind() == ObjectKind.TABLE)
            .filter(object -> !object.status().isOut())
            .toList();
    Set<ObjectName> targets = new HashSet<>();
    for (StoredObject table : tables) {
      if (!table.scope().isEmpty() || !targets.add(table.target())) {
        throw refused(table);
      }
    }
    return new ProjectDefinition(
        reverseName(project.name()),
        project.sink(),
        project.source(),
        reverseState(),
        selection(tables.stream().map(Directions::back).toList()),
        following(),
        project.retry(),
        project.stateSchema(),
        project.listeners());
  }

  /**
   * From the sink to the source, with one table of the bookkeeping alone. It is heard by nobody.
   *
   * @param table its name, the same at both ends; empty where the project does not run
   */
  ProjectDefinition reverseProbe(Optional<ObjectName> table) {
    Phases phases = project.phases().only(EnumSet.of(Phase.INCREMENTAL));
    List<IncludeRule> rules =
        table.stream()
            .map(
                name ->
                    new IncludeRule(
                        TablePattern.exactly(name),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false))
            .toList();
    return new ProjectDefinition(
        project.name() + " (probe)",
        project.sink(),
        project.source(),
        reverseState(),
        selection(rules),
        phases.with(phases.incrementalOptions().plain()),
        project.retry(),
        project.stateSchema(),
        List.of());
  }

  /** At its own sink, as that of any project, or where the project's own state is. */
  private Optional<Endpoint> reverseState() {
    return project.source().keepsState()
        ? Optional.empty()
        : Optional.of(project.state().orElse(project.sink()));
  }

  /** Where the state of the reverse direction is kept. */
  public Endpoint reverseStateAt() {
    return reverseState().orElse(project.source());
  }

  /**
   * Not every end of a project takes a heartbeat, and its lag can be told without. Where the
   * project began means nothing in the other log.
   */
  private Phases following() {
    Phases phases = project.phases().only(EnumSet.of(Phase.INCREMENTAL));
    return phases.with(phases.incrementalOptions().withoutHeartbeat().withStart(StartAt.now()));
  }

  private static MigrationException refused(StoredObject table) {
    return new MigrationException(
        EngineError.SWITCHOVER_REFUSED,
        ErrorContext.of(table.source()).withPhase(Phase.SWITCHOVER),
        "only a part of its rows or columns is moved, or it shares "
            + table.target()
            + " with other tables, so changes there cannot be followed back to it");
  }

  private static ObjectSelection selection(List<IncludeRule> rules) {
    return new ObjectSelection(
        rules, List.of(), Map.of(), Map.of(), Map.of(), TableChoice.ALL, false);
  }

  private static IncludeRule back(StoredObject table) {
    return new IncludeRule(
        TablePattern.exactly(table.target()),
        Optional.of(table.source().database()),
        Optional.of(table.source().name()),
        false,
        false);
  }
}
