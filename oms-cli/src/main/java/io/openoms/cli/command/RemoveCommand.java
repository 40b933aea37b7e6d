package io.openoms.cli.command;

import io.openoms.MigrationProject;
import io.openoms.ObjectName;
import io.openoms.cli.ExitCode;
import io.openoms.cli.file.ProjectFile;
import io.openoms.cli.output.Console;
import io.openoms.cli.output.JsonStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code oms remove FILE OBJECT…}. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = {
      "Takes objects out of a project, also while another process runs it.",
      "What stands of them at the sink stays there."
    })
public final class RemoveCommand implements Callable<Integer> {

  @Mixin private FileCommand file = new FileCommand();

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "OBJECT",
      description = ObjectArgument.DESCRIPTION)
  private List<String> objects = new ArrayList<>();

  @Override
  public Integer call() {
    return file.run(ObjectArgument.faults(objects), this::remove);
  }

  private int remove(ProjectFile read) {
    MigrationProject project = read.build(Optional.empty());
    List<ObjectName> names = ObjectArgument.names(objects);
    project.remove(names);
    if (file.json()) {
      JsonStatus.print(project.name(), project.status());
    } else {
      names.forEach(
          name ->
              Console.result(
                  name + " leaves the project; an engine at work sees it within a second."));
    }
    return ExitCode.DONE;
  }
}
