package io.openoms.cli.command;

import io.openoms.Direction;
import io.openoms.MigrationProject;
import io.openoms.SwitchStatus;
import io.openoms.SwitchStep;
import io.openoms.cli.ExitCode;
import io.openoms.cli.file.ProjectFile;
import io.openoms.cli.output.Console;
import io.openoms.cli.output.JsonLines;
import io.openoms.cli.output.SwitchSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code oms switch FILE status|run|retry|skip|done [STEP]}. */
@Command(
    name = "switch",
    mixinStandardHelpOptions = true,
    description = {
      "Moves the applications' writes to the sink, in the process that runs the project.",
      "status shows the steps; run goes through all of them; retry does so again, in the direction"
          + " of the last try; skip and done have the next one leave STEP out."
    })
public final class SwitchCommand implements Callable<Integer> {

  private static final Set<String> ACTIONS = Set.of("status", "run", "retry", "skip", "done");

  @Mixin private FileCommand file = new FileCommand();

  @Parameters(
      index = "1",
      paramLabel = "ACTION",
      description = "One of status, run, retry, skip, done.")
  private String action = "";

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "STEP",
      description = "For skip and done: precheck, verify or objects.")
  private String step = "";

  @Override
  public Integer call() {
    return file.run(faults(), this::work);
  }

  private List<String> faults() {
    List<String> faults = new ArrayList<>();
    boolean takesStep = action.equals("skip") || action.equals("done");
    if (!ACTIONS.contains(action)) {
      faults.add("ACTION takes one of status, run, retry, skip, done");
    } else if (takesStep && !isSkippable()) {
      faults.add("STEP takes precheck, verify or objects: the others must be done");
    } else if (!takesStep && !step.isEmpty()) {
      faults.add("STEP goes with skip and done");
    }
    return faults;
  }

  private boolean isSkippable() {
    try {
      return SwitchStep.ofLabel(step).isSkippable();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private int work(ProjectFile read) {
    MigrationProject project = read.build(Optional.empty());
    return switch (action) {
      case "status" -> status(project);
      case "skip", "done" -> skip(project);
      case "retry" -> watch(project).ask(again(project));
      default -> watch(project).ask("run");
    };
  }

  private SwitchWatch watch(MigrationProject project) {
    return new SwitchWatch(project, file.json());
  }

  private String again(MigrationProject project) {
    Optional<SwitchStatus> now = watch(project).status();
    boolean back = now.filter(status -> status.direction() == Direction.REVERSE).isPresent();
    return back ? "back" : "run";
  }

  private int skip(MigrationProject project) {
    project.askSwitchover("skip " + step);
    if (!file.json()) {
      Console.result("The next switchover leaves " + step + " out.");
    }
    return ExitCode.DONE;
  }

  private int status(MigrationProject project) {
    Optional<SwitchStatus> status = watch(project).status();
    if (file.json()) {
      Map<String, Object> line = JsonLines.event("switchover");
      status.ifPresent(now -> line.putAll(SwitchSteps.fields(now)));
      JsonLines.print(line);
    } else if (status.isEmpty()) {
      Console.result("The project never ran with the phase switchover.");
    } else {
      SwitchSteps.print(status.get());
    }
    return ExitCode.DONE;
  }
}
