package io.openoms.cli.command;

import io.openoms.MigrationResult;
import io.openoms.Phase;
import io.openoms.PhaseResult;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.cli.output.Console;
import io.openoms.cli.output.Figures;
import io.openoms.cli.output.VerificationTable;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;

/** What demos say of a run. Stateless. */
final class DemoReport {

  private DemoReport() {}

  /** Prints what a verification beside a writer compared, or what it found; whether it is equal. */
  static boolean isConsistent(VerificationReport report) {
    if (!report.isConsistent()) {
      new VerificationTable(report, true).print();
      return false;
    }
    long compared = report.tables().stream().mapToLong(TableVerification::rows).sum();
    Console.result(
        "Verified beside the writer in "
            + Figures.seconds(Duration.between(report.began(), report.ended()))
            + ": "
            + report.tables().size()
            + " tables with "
            + Figures.count(compared)
            + " rows are consistent.");
    Console.result("");
    return true;
  }

  /**
   * Prints what a verification found of what was spoiled before it.
   *
   * @param spoiled what was spoiled, such as {@code rows}
   * @param isAll whether a verification found that and nothing else
   */
  static boolean finds(
      MigrationResult result, String spoiled, Predicate<VerificationReport> isAll) {
    Console.result("");
    result.verification().ifPresent(report -> new VerificationTable(report, true).print());
    boolean found = result.isComplete() && result.verification().filter(isAll).isPresent();
    String what = "the three spoiled " + spoiled + " were ";
    Console.result(
        found ? "T" + what.substring(1) + "found." : what.toUpperCase(Locale.ROOT) + "NOT FOUND.");
    Console.result("");
    return found;
  }

  /** Prints what a repair did; whether all that it looked at is consistent now. */
  static boolean isRepaired(MigrationResult result) {
    Console.result("");
    result.verification().ifPresent(report -> new VerificationTable(report, false).print());
    return result.isComplete()
        && result.verification().filter(VerificationReport::isConsistent).isPresent();
  }

  /**
   * Says whether the repair gave equal ends.
   *
   * @param means what an independent comparison read
   */
  static void repair(boolean equal, String means) {
    Console.result(
        equal
            ? "They were repaired: by " + means + ", source and sink are equal again."
            : "THEY WERE NOT REPAIRED.");
  }

  /**
   * Prints how fast the copy was.
   *
   * @param equal what an independent comparison says
   */
  static void copy(MigrationResult result, boolean equal) {
    PhaseResult full = Objects.requireNonNull(result.phases().get(Phase.FULL));
    Duration copy = full.elapsed();
    long moved = full.rows();
    long rate = moved * 1000 / Math.max(1, copy.toMillis());
    Console.result(
        Figures.count(moved)
            + " rows with their indexes in "
            + Figures.seconds(copy)
            + ", "
            + Figures.count(rate)
            + " rows/s; "
            + (equal ? "source and sink are equal." : "SOURCE AND SINK DIFFER."));
    Console.result("");
  }
}
