package io.openoms.cli.command;

import io.openoms.MigrationPlan;
import io.openoms.MigrationProject;
import io.openoms.PrecheckItem;
import io.openoms.PrecheckReport;
import io.openoms.cli.ExitCode;
import io.openoms.cli.file.ProjectFile;
import io.openoms.cli.output.Console;
import io.openoms.cli.output.JsonPlan;
import io.openoms.cli.output.PlanReport;
import io.openoms.cli.output.ResultTable;
import io.openoms.cli.output.TextTable;
import io.openoms.error.ConfigurationException;
import io.openoms.error.ErrorCategory;
import io.openoms.error.MigrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  @Option(
      names = "--details",
      description = "Shows each conversion on its own, where equal ones are summed up otherwise.")
  private boolean details;

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
      Console.result("");
      new PlanReport(plan, details).lines().forEach(Console::result);
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
}
