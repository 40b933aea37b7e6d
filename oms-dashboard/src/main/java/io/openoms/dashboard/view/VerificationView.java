package io.openoms.dashboard.view;

import io.openoms.ObjectName;
import io.openoms.RowDifference;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a verification found: counts and names of columns, never a row's value. */
public record VerificationView(long began, long ended, boolean consistent, List<Table> tables) {

  /**
   * What it found in a table.
   *
   * @param columns the columns in which the sampled rows differ
   */
  public record Table(
      List<String> sources,
      String target,
      boolean consistent,
      long rows,
      long missing,
      long extra,
      long different,
      long unresolved,
      long repaired,
      List<String> columns,
      @Nullable String code) {

    static Table of(TableVerification table) {
      return new Table(
          table.sources().stream().map(ObjectName::toString).toList(),
          table.target().toString(),
          table.isConsistent(),
          table.rows(),
          table.missing(),
          table.extra(),
          table.different(),
          table.unresolved(),
          table.repaired(),
          List.copyOf(
              table.samples().stream()
                  .map(RowDifference::columns)
                  .flatMap(List::stream)
                  .collect(Collectors.toCollection(TreeSet::new))),
          table.errorCode().orElse(null));
    }
  }

  static VerificationView of(VerificationReport report) {
    return new VerificationView(
        report.began().toEpochMilli(),
        report.ended().toEpochMilli(),
        report.isConsistent(),
        report.tables().stream().map(Table::of).toList());
  }
}
