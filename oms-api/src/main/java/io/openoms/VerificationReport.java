package io.openoms;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a verification found. Immutable.
 *
 * @param project the project's name
 * @param began when it began; where it has gone on with one that was stopped, when that one began
 * @param ended when it ended
 * @param tables the tables that were compared, by their names at the sink
 * @param views the views that were compared; a verification of some tables or rows compares none
 * @param directory where the files of this report are; empty when none were asked for, or nothing
 *     differs
 */
public record VerificationReport(
    String project,
    Instant began,
    Instant ended,
    List<TableVerification> tables,
    List<ViewVerification> views,
    Optional<Path> directory) {

  public VerificationReport {
    tables = List.copyOf(tables);
    views = List.copyOf(views);
  }

  /** A report of tables alone. */
  public VerificationReport(
      String project,
      Instant began,
      Instant ended,
      List<TableVerification> tables,
      Optional<Path> directory) {
    this(project, began, ended, tables, List.of(), directory);
  }

  /** Whether every table and every view is consistent. */
  public boolean isConsistent() {
    return tables.stream().allMatch(TableVerification::isConsistent)
        && views.stream().allMatch(ViewVerification::isConsistent);
  }

  /** The tables that are not consistent. */
  public List<TableVerification> inconsistent() {
    return tables.stream().filter(table -> !table.isConsistent()).toList();
  }
}
