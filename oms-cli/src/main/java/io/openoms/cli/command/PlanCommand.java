package io.openoms.cli.command;

import io.openoms.MigrationPlan;
import io.openoms.MigrationProject;
import io.openoms.PlannedObject;
import io.openoms.PrecheckItem;
import io.openoms.PrecheckReport;
import io.openoms.cli.ExitCode;
import io.openoms.cli.file.ProjectFile;
import io.openoms.cli.output.Console;
import io.openoms.cli.output.Figures;
import io.openoms.cli.output.JsonPlan;
import io.openoms.cli.output.ResultTable;
import io.openoms.cli.output.TextTable;
import io.openoms.error.ConfigurationException;
import io.openoms.error.ErrorCategory;
import io.openoms.error.MigrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code oms plan FILE}. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Checks both servers and shows what a run would do; changes nothing.",
      "Ends with 1 when a check failed or an object cannot be taken over."
    })
public final class PlanCommand implements Callable<Integer> {

  @Mixin private FileCommand file = new FileCommand();

  @Option(
      names = "--csv",
      paramLabel = "OUT",
      description = "Also writes the selected objects to a file that objects.csv can name.")
  private @Nullable Path csv;

  @Override
  public Integer call() {
    return file.run(List.of(), this::plan);
  }

  private int plan(ProjectFile project) {
    MigrationProject built = project.build(Optional.empty());
    MigrationPlan plan;
    try {
      plan = built.plan();
    } catch (MigrationException e) {
      if (e.code().category() != ErrorCategory.USAGE) {
        // The checks tell which server it was, and what to do.
        print(built.precheck());
      }
      throw e;
    }
    write(plan);
    int exit = plan.isRunnable() ? ExitCode.DONE : ExitCode.FAILED;
    if (file.json()) {
      JsonPlan.print(plan, exit);
    } else {
      print(plan.precheck());
      print(plan);
    }
    return exit;
  }

  private void write(MigrationPlan plan) {
    if (csv != null) {
      try {
        Files.writeString(csv, plan.objectsAsCsv());
      } catch (IOException e) {
        throw new ConfigurationException(List.of("--csv: " + csv + " cannot be written: " + e));
      }
    }
  }

  private void print(PrecheckReport report) {
    if (file.json()) {
      report.items().forEach(JsonPlan::check);
      return;
    }
    TextTable table = new TextTable("check", "status", "subject");
    for (PrecheckItem item : report.items()) {
      table.row(item.check(), item.status().label(), item.subject());
    }
    ResultTable.print(table);
    for (PrecheckItem item : report.items()) {
      if (!item.cause().isEmpty()) {
        Console.result(
            item.status().label()
                + "  "
                + item.check()
                + "  "
                + item.subject()
                + ": "
                + item.cause());
        if (!item.advice().isEmpty()) {
          Console.result("         " + item.advice());
        }
      }
    }
  }

  private static void print(MigrationPlan plan) {
    Console.result("");
    TextTable table = new TextTable("object", "target", "kind", ">rows (estimate)", "split by");
    for (PlannedObject object : plan.objects()) {
      table.row(
          object.source().toString(),
          object.target().equals(object.source()) ? "" : object.target().toString(),
          object.kind().name().toLowerCase(Locale.ROOT),
          Figures.count(object.estimatedRows()),
          String.join(", ", object.copyKey()));
    }
    ResultTable.print(table);
    plan.objects().forEach(PlanCommand::printDetails);
    plan.notMigrated().forEach(text -> Console.result("stays behind: " + text));
    Console.result(plan.isRunnable() ? "The project can run." : "The project cannot run as it is.");
  }

  private static void printDetails(PlannedObject object) {
    object.statements().forEach(sql -> Console.result(sql + ";\n"));
    object.indexStatements().forEach(sql -> Console.result(sql + ";  -- after the copy\n"));
    object.conversions().forEach(c -> Console.result("converted  " + object.source() + ": " + c));
    object.heldBack().forEach(sql -> Console.result("held back  " + object.source() + ": " + sql));
    object.faults().forEach(f -> Console.result("fault      " + object.source() + ": " + f));
  }
}
