package io.openoms.spi.precheck;

import io.openoms.ConflictPolicy;
import io.openoms.ObjectName;
import io.openoms.Phase;
import java.util.Map;
import java.util.Set;

/**
 * What the project is about, for checks. Immutable.
 *
 * @param phases the phases of the run
 * @param tables the selected tables, source name to target name
 * @param conflict what the copy does with rows that are at the sink
 * @param stateSchema the database of the bookkeeping
 * @param heartbeat whether a heartbeat is written at the source
 * @param bothWays whether both directions of the project work at once
 * @param refusedInNames the characters that the sink refuses in names, as one text
 * @param copied the targets that hold rows which earlier runs of the project copied
 * @param repairs whether the verification repairs rows that differ
 */
public record PrecheckScope(
    Set<Phase> phases,
    Map<ObjectName, ObjectName> tables,
    ConflictPolicy conflict,
    String stateSchema,
    boolean heartbeat,
    boolean bothWays,
    String refusedInNames,
    Set<ObjectName> copied,
    boolean repairs) {

  public PrecheckScope {
    phases = Set.copyOf(phases);
    tables = Map.copyOf(tables);
    copied = Set.copyOf(copied);
  }

  /** What a project is about that has copied nothing yet. */
  public PrecheckScope(
      Set<Phase> phases,
      Map<ObjectName, ObjectName> tables,
      ConflictPolicy conflict,
      String stateSchema,
      boolean heartbeat,
      boolean bothWays,
      String refusedInNames) {
    this(
        phases,
        tables,
        conflict,
        stateSchema,
        heartbeat,
        bothWays,
        refusedInNames,
        Set.of(),
        false);
  }
}
