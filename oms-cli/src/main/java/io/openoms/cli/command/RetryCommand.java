package io.openoms.cli.command;

import io.openoms.MigrationProject;
import io.openoms.ObjectName;
import io.openoms.cli.Termination;
import io.openoms.cli.file.ProjectFile;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code oms retry FILE OBJECT}. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description = {
      "Has an object tried again that failed or was skipped, then goes on with the project as run"
          + " does.",
      "When the object's table was dropped at the sink, it begins from the start.",
      "A process that is at work on the project is stopped."
    })
public final class RetryCommand implements Callable<Integer> {

  @Mixin private FileCommand file = new FileCommand();

  @Parameters(index = "1", paramLabel = "OBJECT", description = ObjectArgument.DESCRIPTION)
  private String object = "";

  @Option(
      names = "--ddl",
      paramLabel = "SQL",
      description = "The statement that creates the object at the sink, where it must not be.")
  private @Nullable String ddl;

  @Override
  public Integer call() {
    Termination.awaitEnd();
    return file.run(new ObjectArgument(object).faults(), this::retry);
  }

  private int retry(ProjectFile project) {
    MigrationProject built = project.build(Optional.empty());
    ObjectName name = new ObjectArgument(object).name();
    if (ddl == null) {
      built.retry(name);
    } else {
      built.retry(name, ddl);
    }
    try (Runs runs = new Runs(Optional.empty())) {
      return new ProjectRun(
              runs, file.json(), false, false, Optional.empty(), new LimitsFile(file.file()))
          .run(project);
    }
  }
}
