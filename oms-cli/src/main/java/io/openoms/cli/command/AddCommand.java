package io.openoms.cli.command;

import io.openoms.MigrationProject;
import io.openoms.ObjectName;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code oms add FILE OBJECT…}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Adds objects to a project that has started, also while another process runs it:",
      "when that follows its source, it makes and copies them, and follows them, too."
    })
public final class AddCommand extends ChangeSelection {

  @Override
  void change(MigrationProject project, List<ObjectName> names) {
    project.add(names);
  }

  @Override
  String verb() {
    return "joins";
  }
}
