package io.openoms.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code oms switch-back FILE}. */
@Command(
    name = "switch-back",
    mixinStandardHelpOptions = true,
    description =
        "Moves the applications' writes back to the source, in the process that runs the project.")
public final class SwitchBackCommand implements Callable<Integer> {

  @Mixin private FileCommand file = new FileCommand();

  @Override
  public Integer call() {
    return file.run(
        List.of(),
        project -> new SwitchWatch(project.build(Optional.empty()), file.json()).ask("back"));
  }
}
