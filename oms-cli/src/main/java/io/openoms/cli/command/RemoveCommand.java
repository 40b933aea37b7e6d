package io.openoms.cli.command;

import io.openoms.MigrationProject;
import io.openoms.ObjectName;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code oms remove FILE OBJECT…}. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = {
      "Takes objects out of a project, also while another process runs it.",
      "What stands of them at the sink stays there."
    })
public final class RemoveCommand extends ChangeSelection {

  @Override
  void change(MigrationProject project, List<ObjectName> names) {
    project.remove(names);
  }

  @Override
  String verb() {
    return "leaves";
  }
}
