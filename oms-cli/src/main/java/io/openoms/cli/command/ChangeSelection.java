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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that has objects join or leave a project: a file and names. */
abstract class ChangeSelection implements Callable<Integer> {

  @Mixin private FileCommand file = new FileCommand();

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "OBJECT",
      description = ObjectArgument.DESCRIPTION)
  private List<String> objects = new ArrayList<>();

  /** Changes the project's selection. */
  abstract void change(MigrationProject project, List<ObjectName> names);

  /** What becomes of an object, as a verb. */
  abstract String verb();

  @Override
  public Integer call() {
    return file.run(ObjectArgument.faults(objects), this::change);
  }

  private int change(ProjectFile read) {
    MigrationProject project = read.build(Optional.empty());
    List<ObjectName> names = ObjectArgument.names(objects);
    change(project, names);
    if (file.json()) {
      JsonStatus.print(project.name(), project.status());
    } else {
      names.forEach(
          name ->
              Console.result(
                  name
                      + " "
                      + verb()
                      + " the project; an engine at work sees it within a second."));
    }
    return ExitCode.DONE;
  }
}
