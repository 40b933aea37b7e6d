package io.openoms.cli.command;

import io.openoms.Phase;
import io.openoms.cli.Termination;
import io.openoms.cli.file.ProjectFile;
import io.openoms.error.ConfigurationException;
import io.openoms.spi.remote.RemoteCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      "Ends with 3 when its verification found differences.",
      "A run that is stopped by SIGTERM or SIGINT keeps its state and ends with 1; in the phase"
          + " incremental it finishes what is in flight and ends with 0."
    })
public final class RunCommand implements Callable<Integer> {

  @Mixin private FileCommand file = new FileCommand();

  @Option(names = "--repair", description = "Makes rows that differ what they are at the source.")
  private boolean repair;

  @Option(
      names = "--show-values",
      description = {
        "Shows the values of rows that differ, not only their keys and columns.",
        "Values may be secret."
      })
  private boolean showValues;

  @Option(
      names = "--until",
      paramLabel = "caught-up",
      description = "Ends when all that was committed at the source by then is at the sink.")
  private String until = "";

  @Option(
      names = "--switch-when-caught-up",
      description = "Switches over when the sink has caught up, without asking; needs --yes.")
  private boolean switchOver;

  @Mixin private PageOption page = new PageOption();

  @Mixin private FlinkOption flink = new FlinkOption();

  @Option(names = "--yes", description = "Asks no question.")
  private boolean yes;

  @Override
  public Integer call() {
    Termination.awaitEnd();
    return file.run(usageFaults(), this::run);
  }

  private int run(ProjectFile project) {
    boolean follows = project.phases().contains(Phase.INCREMENTAL);
    if (!until.isEmpty() && !follows) {
      throw new ConfigurationException(
          List.of("--until caught-up needs the phase incremental, which the file does not name"));
    }
    if (switchOver && !project.phases().contains(Phase.SWITCHOVER)) {
      throw new ConfigurationException(
          List.of(
              "--switch-when-caught-up needs the phase switchover, which the file does not name"));
    }
    if (showValues && !project.phases().contains(Phase.VERIFICATION)) {
      throw new ConfigurationException(
          List.of("--show-values needs the phase verification, which the file does not name"));
    }
    if (repair && !project.phases().contains(Phase.VERIFICATION)) {
      throw new ConfigurationException(
          List.of("--repair needs the phase verification, which the file does not name"));
    }
    Optional<RemoteCopy> copy = flink.copy(file.file());
    if (copy.isPresent() && !project.phases().contains(Phase.FULL)) {
      throw new ConfigurationException(
          List.of("--flink needs the phase full, which the file does not name"));
    }
    ProjectFile chosen = until.isEmpty() ? project : project.untilCaughtUp();
    try (Runs runs = new Runs(page.port())) {
      return new ProjectRun(
              runs, file.json(), showValues, switchOver, copy, new LimitsFile(file.file()))
          .run(repair ? chosen.repairing() : chosen);
    }
  }

  private List<String> usageFaults() {
    List<String> faults = new ArrayList<>(page.faults());
    if (showValues && file.json()) {
      faults.add("--show-values does not go with --json, which holds no values");
    }
    if (!until.isEmpty() && !until.equals("caught-up")) {
      faults.add("--until takes caught-up");
    }
    if (switchOver && !yes) {
      faults.add("--switch-when-caught-up needs --yes: applications must write to the sink then");
    }
    if (switchOver && !until.isEmpty()) {
      faults.add("--switch-when-caught-up does not go with --until");
    }
    if (yes && !switchOver) {
      faults.add("--yes goes with --switch-when-caught-up");
    }
    return faults;
  }
}
