package io.openoms;

import java.time.Instant;
import java.util.List;

/**
 * What a verification found. Immutable.
 *
 * @param project the project's name
 * @param began when it began
 * @param ended when it ended
 * @param tables the tables that were compared, by their names at the sink
 */
public record VerificationReport(
    String project, Instant began, Instant ended, List<TableVerification> tables) {

  public VerificationReport {
    tables = List.copyOf(tables);
  }

  /** Whether every table is consistent. */
  public boolean isConsistent() {
    return tables.stream().allMatch(TableVerification::isConsistent);
  }

  /** The tables that are not consistent. */
  public List<TableVerification> inconsistent() {
    return tables.stream().filter(table -> !table.isConsistent()).toList();
  }
}
