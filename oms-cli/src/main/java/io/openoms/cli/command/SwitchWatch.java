package io.openoms.cli.command;

import io.openoms.MigrationProject;
import io.openoms.ProjectStatus;
import io.openoms.SwitchStatus;
import io.openoms.SwitchStep;
import io.openoms.SwitchStepResult;
import io.openoms.SwitchStepResult.Status;
import io.openoms.cli.ExitCode;
import io.openoms.cli.output.Console;
import io.openoms.cli.output.JsonLines;
import io.openoms.cli.output.SwitchSteps;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the process that runs a project for a switchover, and watches the stored log of its steps.
 * One thread.
 */
final class SwitchWatch {

  private static final long LOOK_MILLIS = 200;
  private static final long BEGINS_NANOS = Duration.ofSeconds(20).toNanos();

  private final MigrationProject project;
  private final boolean json;
  private final Map<SwitchStep, SwitchStepResult> seen = new HashMap<>();

  SwitchWatch(MigrationProject project, boolean json) {
    this.project = project;
    this.json = json;
  }

  /** Asks, and watches until the switchover has ended; gives the exit code. */
  int ask(String request) {
    status().ifPresent(now -> now.steps().forEach(step -> seen.put(step.step(), step)));
    project.askSwitchover(request);
    long until = System.nanoTime() + BEGINS_NANOS;
    boolean begun = false;
    while (true) {
      pause();
      List<SwitchStepResult> steps = status().map(SwitchStatus::steps).orElse(List.of());
      begun |= showNews(steps);
      if (begun && isOver(steps)) {
        return steps.stream().anyMatch(step -> step.status() == Status.FAILED)
            ? ExitCode.FAILED
            : ExitCode.DONE;
      }
      if (!begun && System.nanoTime() > until) {
        project.askSwitchover("");
        Console.error(
            "No process that runs the project has begun; start it with: oms run, with the phases"
                + " switchover and reverse_incremental");
        return ExitCode.FAILED;
      }
    }
  }

  private boolean showNews(List<SwitchStepResult> steps) {
    boolean any = false;
    for (SwitchStepResult step : steps) {
      boolean news = step.began().isPresent() && !step.equals(seen.put(step.step(), step));
      if (news && step.status() != Status.RUNNING) {
        show(step);
      }
      any |= news;
    }
    return any;
  }

  private void show(SwitchStepResult step) {
    if (json) {
      Map<String, Object> line = JsonLines.event("switch_step");
      line.putAll(SwitchSteps.fields(step));
      JsonLines.print(line);
    } else {
      Console.result(SwitchSteps.line(step));
    }
  }

  private static boolean isOver(List<SwitchStepResult> steps) {
    boolean failed = steps.stream().anyMatch(step -> step.status() == Status.FAILED);
    boolean done =
        steps.stream()
            .anyMatch(
                step ->
                    step.step() == SwitchStep.START_OTHER_DIRECTION
                        && step.status() == Status.COMPLETED);
    return failed || done;
  }

  Optional<SwitchStatus> status() {
    return project.status().flatMap(ProjectStatus::switchover);
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody interrupts the program's main thread", e);
    }
  }
}
