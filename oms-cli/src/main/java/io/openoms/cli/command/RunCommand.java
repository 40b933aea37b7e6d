package io.openoms.cli.command;

import io.openoms.cli.Termination;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code oms run FILE}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a project, or goes on where an earlier run stood.",
      "A run that is stopped by SIGTERM or SIGINT keeps its state and ends with 1."
    })
public final class RunCommand implements Callable<Integer> {

  @Mixin private FileCommand file = new FileCommand();

  @Option(names = "--repair", description = "Corrects what verification finds (not built yet).")
  private boolean repair;

  @Option(
      names = "--until",
      paramLabel = "caught-up",
      description = "Ends when the sink has caught up (not built yet).")
  private String until = "";

  @Option(
      names = "--switch-when-caught-up",
      description = "Switches over when the sink has caught up (not built yet).")
  private boolean switchOver;

  @Option(names = "--yes", description = "Asks no question.")
  private boolean yes;

  @Override
  public Integer call() {
    Termination.awaitEnd();
    return file.run(usageFaults(), project -> ProjectRun.run(project, file.json()));
  }

  private List<String> usageFaults() {
    List<String> faults = new ArrayList<>();
    if (repair) {
      faults.add("--repair needs the phase verification, which is not built yet");
    }
    if (!until.isEmpty() && !until.equals("caught-up")) {
      faults.add("--until takes caught-up");
    } else if (!until.isEmpty()) {
      faults.add("--until caught-up needs the phase incremental, which is not built yet");
    }
    if (switchOver) {
      faults.add("--switch-when-caught-up needs the phase switchover, which is not built yet");
    } else if (yes) {
      faults.add("--yes goes with --switch-when-caught-up");
    }
    return faults;
  }
}
