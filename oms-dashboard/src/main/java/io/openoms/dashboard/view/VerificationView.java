package io.openoms.dashboard.view;

import io.openoms.ComparedPart;
import io.openoms.ObjectName;
import io.openoms.RowDifference;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.ViewVerification;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a verification found: counts and names of columns, never a row's value. */
public record VerificationView(
    long began, long ended, boolean consistent, List<Table> tables, List<View> views) {

  /**
   * What it found in a table.
   *
   * @param parts what of its sources was compared, of those that were compared in part
   * @param byRule rows that differ because of kinds of changes that the project leaves out
   * @param deadLetters those of the rows that differ whose change was left to the caller
   * @param columns the columns in which the sampled rows differ
   */
  public record Table(
      List<String> sources,
      String target,
      List<String> parts,
      boolean consistent,
      long rows,
      long missing,
      long extra,
      long different,
      long unresolved,
      long byRule,
      long deadLetters,
      long repaired,
      List<String> columns,
      @Nullable String code) {

    static Table of(TableVerification table) {
      return new Table(
          table.sources().stream().map(ObjectName::toString).toList(),
          table.target().toString(),
          table.parts().stream().map(ComparedPart::toString).toList(),
          table.isConsistent(),
          table.rows(),
          table.missing(),
          table.extra(),
          table.different(),
          table.unresolved(),
          table.byRule(),
          table.deadLetters(),
          table.repaired(),
          List.copyOf(
              table.samples().stream()
                  .map(RowDifference::columns)
                  .flatMap(List::stream)
                  .collect(Collectors.toCollection(TreeSet::new))),
          table.errorCode().orElse(null));
    }
  }

  /**
   * What it found of a view.
   *
   * @param result equal, missing, different or uncompared
   * @param notes what differs, or why nobody can say
   */
  public record View(
      String source,
      String target,
      boolean consistent,
      String result,
      List<String> notes,
      @Nullable String code) {

    static View of(ViewVerification view) {
      return new View(
          view.source().toString(),
          view.target().toString(),
          view.isConsistent(),
          view.result().name().toLowerCase(Locale.ROOT),
          view.notes(),
          view.errorCode().orElse(null));
    }
  }

  static VerificationView of(VerificationReport report) {
    return new VerificationView(
        report.began().toEpochMilli(),
        report.ended().toEpochMilli(),
        report.isConsistent(),
        report.tables().stream().map(Table::of).toList(),
        report.views().stream().map(View::of).toList());
  }
}
