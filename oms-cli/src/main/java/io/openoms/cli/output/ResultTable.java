package io.openoms.cli.output;

import io.openoms.Following;
import io.openoms.ObjectResult;
import io.openoms.Phase;
import io.openoms.PhaseResult;
import io.openoms.PhaseStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Phases and objects as tables for people. */
public final class ResultTable {

  private ResultTable() {}

  /** Prints what became of phases and objects, then warnings and errors. */
  public static void print(Map<Phase, PhaseResult> phases, List<ObjectResult> objects) {
    print(phases(phases));
    TextTable table = new TextTable("object", "target", "status", ">rows", ">warnings");
    for (ObjectResult object : objects) {
      table.row(
          object.source().toString(),
          object.target().equals(object.source()) ? "" : object.target().toString(),
          object.status().label(),
          object.kind() == io.openoms.ObjectKind.TABLE ? Figures.count(object.rows()) : "view",
          object.warnings().isEmpty() ? "" : Integer.toString(object.warnings().size()));
    }
    print(table);
    for (ObjectResult object : objects) {
      object.warnings().forEach(w -> Console.result("warning  " + object.source() + ": " + w));
    }
    for (ObjectResult object : objects) {
      if (object.conflicts() > 0) {
        Console.result(
            "kept     "
                + object.target()
                + ": "
                + Figures.count(object.conflicts())
                + " rows of "
                + object.source()
                + " were left out for rows that were there");
      }
    }
    for (ObjectResult object : objects) {
      object.error().ifPresent(e -> Console.result("error    " + object.source() + ": " + e));
    }
  }

  /**
   * Phases by status. A stored phase that is running was begun by a run that is at work, or that
   * was killed: the stored state does not know which, nor for how long.
   */
  static TextTable phases(Map<Phase, PhaseResult> phases) {
    TextTable table = new TextTable("phase", "status", ">time", ">rows");
    phases.forEach(
        (phase, result) -> {
          boolean begun = result.status() == PhaseStatus.RUNNING;
          table.row(
              phase.label(),
              begun ? "begun" : result.status().label(),
              begun ? "" : Figures.seconds(result.elapsed()),
              begun || phase == Phase.SCHEMA ? "" : Figures.count(result.rows()));
        });
    return table;
  }

  /** Prints the last figures of following the source. */
  public static void print(Following following) {
    TextTable table = new TextTable("changes of", ">inserts", ">updates", ">deletes", "skipped");
    following.tables().entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
        .forEach(
            entry ->
                table.row(
                    entry.getKey().toString(),
                    Figures.count(entry.getValue().inserts()),
                    Figures.count(entry.getValue().updates()),
                    Figures.count(entry.getValue().deletes()),
                    skipped(entry.getValue())));
    print(table);
    Console.result(
        Figures.count(following.appliedTransactions())
            + " transactions applied; lag "
            + following.lag().map(Figures::seconds).orElse("unknown"));
    Console.result("");
  }

  /** Such as {@code 20 in_copy, 3 kind_excluded}. */
  private static String skipped(Following.Counts counts) {
    return counts.skipped().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            one ->
                Figures.count(one.getValue()) + " " + one.getKey().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  /** Prints a table, unless it is empty, and an empty line. */
  public static void print(TextTable table) {
    if (!table.isEmpty()) {
      table.lines().forEach(Console::result);
      Console.result("");
    }
  }
}
