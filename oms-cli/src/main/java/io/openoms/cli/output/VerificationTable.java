package io.openoms.cli.output;

import io.openoms.RowDifference;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.ViewVerification;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a verification found, for people: a table of the tables, inconsistent ones first, then some
 * rows of each that is inconsistent. Immutable.
 */
public final class VerificationTable {

  private final VerificationReport report;
  private final boolean showsValues;

  /**
   * A table of what was found.
   *
   * @param showsValues whether the rows' values are shown beside their keys; they may be secret
   */
  public VerificationTable(VerificationReport report, boolean showsValues) {
    this.report = report;
    this.showsValues = showsValues;
  }

  /** Prints it, and an empty line. */
  public void print() {
    lines().forEach(Console::result);
    Console.result("");
  }

  List<String> lines() {
    if (report.tables().isEmpty() && report.views().isEmpty()) {
      return List.of("No table was compared.");
    }
    List<TableVerification> tables =
        report.tables().stream()
            .sorted(Comparator.comparing(TableVerification::isConsistent))
            .toList();
    List<String> lines = new ArrayList<>(counts(tables, report.views()));
    tables.stream()
        .filter(table -> !table.isConsistent() || table.repaired() > 0)
        .forEach(t -> addRows(t, lines));
    tables.stream().filter(table -> !table.parts().isEmpty()).forEach(t -> addParts(t, lines));
    report
        .directory()
        .ifPresent(path -> lines.add("All keys that differ, and statements for them: " + path));
    return lines;
  }

  private static List<String> counts(List<TableVerification> tables, List<ViewVerification> views) {
    TextTable counts =
        new TextTable(
            "compared", ">rows", ">missing", ">extra", ">different", ">unresolved", "result");
    for (TableVerification table : tables) {
      counts.row(
          table.target().toString(),
          Figures.count(table.rows()),
          found(table.missing()),
          found(table.extra()),
          found(table.different()),
          found(table.unresolved()),
          result(table));
    }
    for (ViewVerification view : views) {
      counts.row("view " + view.target(), "", "", "", "", "", result(view));
    }
    return counts.lines();
  }

  private static String result(ViewVerification view) {
    String word =
        switch (view.result()) {
          case EQUAL -> "consistent";
          case MISSING -> "MISSING";
          case DIFFERENT -> "DIFFERENT";
          case UNCOMPARED -> view.error().isPresent() ? "FAILED" : "not compared";
        };
    String why = view.error().orElse(String.join("; ", view.notes()));
    return why.isEmpty() ? word : word + ": " + why;
  }

  private static String found(long rows) {
    return rows == 0 ? "" : Figures.count(rows);
  }

  private static String result(TableVerification table) {
    if (table.error().isPresent()) {
      return "FAILED";
    }
    StringBuilder words = new StringBuilder(table.isConsistent() ? "consistent" : "INCONSISTENT");
    if (table.byRule() > 0) {
      words.append(", ").append(Figures.count(table.byRule())).append(" differ by the rules");
    }
    if (table.deadLetters() > 0) {
      words
          .append(", ")
          .append(Figures.count(table.deadLetters()))
          .append(table.deadLetters() == 1 ? " of them a dead letter" : " of them dead letters");
    }
    if (table.repaired() > 0) {
      words.append(", ").append(Figures.count(table.repaired())).append(" repaired");
    }
    return words.toString();
  }

  private static void addParts(TableVerification table, List<String> lines) {
    lines.add("");
    lines.add(table.target() + " was compared in part:");
    table.parts().forEach(part -> lines.add("  " + part));
  }

  private void addRows(TableVerification table, List<String> lines) {
    long more = table.found() - table.samples().size();
    if (table.samples().isEmpty() && table.error().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(table.target().toString());
    table.error().ifPresent(error -> lines.add("  error       " + error));
    for (RowDifference row : table.samples()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-10s  %s",
              row.kind().name().toLowerCase(Locale.ROOT),
              new ShownRow(row, showsValues)));
    }
    if (more > 0) {
      lines.add("  and " + Figures.count(more) + (more == 1 ? " more row" : " more rows"));
    }
  }
}
