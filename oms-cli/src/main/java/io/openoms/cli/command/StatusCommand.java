package io.openoms.cli.command;

import io.openoms.BothWaysStatus;
import io.openoms.Checkpoint;
import io.openoms.KeptLog;
import io.openoms.ProjectStatus;
import io.openoms.SettledConflict;
import io.openoms.StoppedStatement;
import io.openoms.cli.ExitCode;
import io.openoms.cli.file.ProjectFile;
import io.openoms.cli.output.Console;
import io.openoms.cli.output.Figures;
import io.openoms.cli.output.JsonStatus;
import io.openoms.cli.output.ResultTable;
import io.openoms.cli.output.SwitchSteps;
import io.openoms.cli.output.VerificationTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code oms status FILE}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows the stored state of a project; works while another process runs it.")
public final class StatusCommand implements Callable<Integer> {

  /** How many of the latest conflicts are shown. */
  private static final int SHOWN = 10;

  @Mixin private FileCommand file = new FileCommand();

  @Override
  public Integer call() {
    return file.run(List.of(), this::status);
  }

  private int status(ProjectFile project) {
    Optional<ProjectStatus> status = project.build(Optional.empty()).status();
    if (file.json()) {
      JsonStatus.print(project.name(), status);
    } else if (status.isEmpty()) {
      Console.result("The project " + project.name() + " never started.");
    } else {
      print(status.get());
    }
    return ExitCode.DONE;
  }

  private static void print(ProjectStatus status) {
    Console.result(
        "project " + status.project() + ", last taken over or stopped at " + status.updatedAt());
    Console.result("");
    ResultTable.print(status.phases(), status.objects());
    status.checkpoint().ifPresent(checkpoint -> print(checkpoint, ""));
    status.reverse().ifPresent(checkpoint -> print(checkpoint, " at the source"));
    status
        .verification()
        .ifPresent(
            report -> {
              Console.result("");
              Console.result("last verification, which ended at " + report.ended());
              new VerificationTable(report, false).print();
            });
    status.bothWays().ifPresent(StatusCommand::print);
    status.switchover().ifPresent(SwitchSteps::print);
    status
        .selectionChanges()
        .forEach(
            change ->
                Console.result(
                    change.object()
                        + " was "
                        + change.kind().name().toLowerCase(Locale.ROOT)
                        + ", beside the project file"));
    status.stops().forEach(StatusCommand::print);
    status.keptLog().ifPresent(StatusCommand::print);
    status.lastError().ifPresent(error -> Console.result("last error: " + error));
  }

  private static void print(StoppedStatement stop) {
    String decided =
        stop.decision()
            .map(
                decision ->
                    decision
                        .replacement()
                        .map(sql -> "the sink gets in its place: " + sql)
                        .orElse("it is left out at the sink"))
            .orElse("decide with: oms ddl FILE skip|replace \"SQL\"");
    Console.result(
        "stopped at a statement of "
            + stop.object()
            + " ("
            + stop.transaction()
            + "): "
            + stop.statement()
            + "; "
            + decided);
  }

  private static void print(KeptLog kept) {
    String left =
        kept.left().isPresent()
            ? ", and gives it up after " + mebibytes(Math.max(0, kept.left().getAsLong())) + " more"
            : "";
    Console.result(
        "the source keeps " + mebibytes(kept.bytes()) + " of its log for the project" + left);
  }

  private static String mebibytes(long bytes) {
    return Figures.count(bytes >> 20) + " MiB";
  }

  private static void print(BothWaysStatus both) {
    Console.result(Figures.count(both.conflicts()) + " rows were changed at both ends");
    both.latest().stream().limit(SHOWN).map(StatusCommand::text).forEach(Console::result);
    if (both.conflicts() > SHOWN) {
      Console.result("  … and earlier ones: see the table conflict of the bookkeeping");
    }
  }

  private static String text(SettledConflict conflict) {
    return "  "
        + conflict.number()
        + ": "
        + conflict.table()
        + " "
        + String.join(", ", conflict.key())
        + ", found at "
        + conflict.foundAt()
        + (conflict.settled()
            ? ": the row of the " + conflict.winner().name().toLowerCase(Locale.ROOT) + " stays"
            : ": not settled yet");
  }

  private static void print(Checkpoint checkpoint, String where) {
    Console.result(
        Figures.count(checkpoint.transactions())
            + " transactions with "
            + Figures.count(checkpoint.changes())
            + " changes applied"
            + where
            + ", up to "
            + checkpoint.appliedUpTo()
            + " ("
            + checkpoint.position()
            + ")");
  }
}
