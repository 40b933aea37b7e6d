package io.openoms.cli.command;

import io.openoms.MigrationProject;
import io.openoms.cli.ExitCode;
import io.openoms.cli.file.ProjectFile;
import io.openoms.cli.output.Console;
import io.openoms.cli.output.JsonSummary;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code oms skip FILE OBJECT}. */
@Command(
    name = "skip",
    mixinStandardHelpOptions = true,
    description = {
      "Leaves an object out of all further runs, until it is retried.",
      "A process that is at work on the project is stopped."
    })
public final class SkipCommand implements Callable<Integer> {

  @Mixin private FileCommand file = new FileCommand();

  @Parameters(index = "1", paramLabel = "OBJECT", description = ObjectArgument.DESCRIPTION)
  private String object = "";

  @Override
  public Integer call() {
    return file.run(new ObjectArgument(object).faults(), this::skip);
  }

  private int skip(ProjectFile project) {
    MigrationProject built = project.build(Optional.empty());
    built.skip(new ObjectArgument(object).name());
    if (file.json()) {
      JsonSummary.print(built.status().orElseThrow(), ExitCode.DONE);
    } else {
      Console.result(new ObjectArgument(object).name() + " is left out until it is retried.");
    }
    return ExitCode.DONE;
  }
}
