package io.openoms.dashboard.view;

import io.openoms.ComparedPart;
import io.openoms.ObjectName;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A verification's report as comma-separated values: counts, no row's values. */
public final class ReportCsv {

  private static final String HEAD =
      "target,sources,rows,missing,extra,different,unresolved,repaired,consistent,error,by_rule,"
          + "dead_letters,parts\r\n";

  private ReportCsv() {}

  /** The report, a line a table. */
  public static String of(VerificationReport report) {
    return HEAD
        + report.tables().stream().map(ReportCsv::line).collect(Collectors.joining("\r\n"))
        + "\r\n";
  }

  private static String line(TableVerification table) {
    String sources =
        table.sources().stream().map(ObjectName::toString).collect(Collectors.joining(" "));
    return Stream.of(
            table.target(),
            sources,
            table.rows(),
            table.missing(),
            table.extra(),
            table.different(),
            table.unresolved(),
            table.repaired(),
            table.isConsistent(),
            table.errorCode().orElse(""),
            table.byRule(),
            table.deadLetters(),
            table.parts().stream().map(ComparedPart::toString).collect(Collectors.joining("; ")))
        .map(Object::toString)
        .map(ReportCsv::quoted)
        .collect(Collectors.joining(","));
  }

  /** In quotes where it must be. Spreadsheets take what begins with a sign for a formula. */
  private static String quoted(String text) {
    String inert = text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    return inert.matches("[^\",\r\n]*") ? inert : '"' + inert.replace("\"", "\"\"") + '"';
  }
}
