package io.openoms.dashboard.action;

import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.ObjectName;
import io.openoms.ObjectResult;
import io.openoms.SwitchStep;
import io.openoms.VerificationReport;
import io.openoms.VerificationScope;
import io.openoms.dashboard.journal.WatchedRun;
import io.openoms.error.MigrationException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Does what the page's buttons ask for. What takes longer than a moment is done on the caller's
 * executor, one such action at a time. Thread-safe.
 */
public final class Actions {

  /** What takes longer; gives what it found. */
  @FunctionalInterface
  private interface Work {
    String apply() throws InterruptedException;
  }

  private final Executor executor;
  private final AtomicReference<Optional<ActionState>> last =
      new AtomicReference<>(Optional.empty());

  /** Actions on that executor. */
  public Actions(Executor executor) {
    this.executor = executor;
  }

  /** How the last of those actions stands that take longer; empty before the first. */
  public Optional<ActionState> last() {
    return Objects.requireNonNull(last.get());
  }

  /**
   * Does an action, or begins it.
   *
   * @param name the action, such as {@code pause} or {@code switchover-skip}
   * @param option its option; empty when it takes none
   * @throws ActionRefusedException when there is no such action, or now is not the time for it
   */
  public void act(WatchedRun watched, String name, String option) throws ActionRefusedException {
    MigrationRun run =
        watched.run().orElseThrow(() -> new ActionRefusedException("No run was started."));
    switch (name) {
      case "retry", "skip" -> between(watched, run, name, option);
      default -> during(watched, run, name, option);
    }
  }

  /** What takes the project over: only once the run has ended, as it would be stopped by that. */
  private void between(WatchedRun watched, MigrationRun run, String name, String option)
      throws ActionRefusedException {
    if (run.result().isEmpty()) {
      throw new ActionRefusedException("Only once the run has ended: it would be stopped by that.");
    }
    ObjectName object =
        run.objects().stream()
            .map(ObjectResult::source)
            .filter(source -> source.toString().equals(option))
            .findFirst()
            .orElseThrow(() -> new ActionRefusedException("The run has no such object."));
    MigrationProject project = watched.project();
    if (name.equals("skip")) {
      begin(name, () -> skip(project, object));
    } else {
      begin(name, () -> retry(project, object));
    }
  }

  private static String skip(MigrationProject project, ObjectName object) {
    project.skip(object);
    return "The next run leaves " + object + " out.";
  }

  private static String retry(MigrationProject project, ObjectName object) {
    project.retry(object);
    return "The next run tries " + object + " again.";
  }

  private void during(WatchedRun watched, MigrationRun run, String name, String option)
      throws ActionRefusedException {
    if (run.result().isPresent()) {
      throw new ActionRefusedException("No run is at work.");
    }
    switch (name) {
      case "pause" -> run.pause();
      case "resume" -> run.resume();
      case "finish" -> run.finishIncremental();
      case "verify" -> {
        VerificationScope scope = scope(option);
        begin(name, () -> found(run.verification().run(options -> options.scope(scope))));
      }
      case "repair" -> begin(name, () -> found(run.verification().repair()));
      case "switchover" -> {
        String request = request(option);
        begin(name, () -> ask(watched.project(), request));
      }
      case "switchover-skip" -> {
        SwitchStep step = step(option);
        begin(name, () -> ask(watched.project(), "skip " + step.label()));
      }
      default -> throw new ActionRefusedException("There is no such action.");
    }
  }

  private static VerificationScope scope(String option) throws ActionRefusedException {
    return Arrays.stream(VerificationScope.values())
        .filter(scope -> scope.name().toLowerCase(Locale.ROOT).equals(option))
        .findFirst()
        .orElseThrow(() -> new ActionRefusedException("There is no such scope."));
  }

  private static String request(String option) throws ActionRefusedException {
    return switch (option) {
      case "run", "back", "rehearse" -> option;
      default -> throw new ActionRefusedException("There is no such request.");
    };
  }

  private static SwitchStep step(String option) throws ActionRefusedException {
    return Arrays.stream(SwitchStep.values())
        .filter(step -> step.label().equals(option) && step.isSkippable())
        .findFirst()
        .orElseThrow(() -> new ActionRefusedException("That step cannot be left out."));
  }

  private static String found(VerificationReport report) {
    int inconsistent = report.inconsistent().size();
    return inconsistent == 0
        ? "All tables that were compared are consistent."
        : inconsistent + " of " + report.tables().size() + " tables are not consistent.";
  }

  private static String ask(MigrationProject project, String request) {
    project.askSwitchover(request);
    return "The run was asked to: " + request + ".";
  }

  private void begin(String name, Work work) throws ActionRefusedException {
    Optional<ActionState> before = last();
    if (before.filter(action -> action.state().equals("running")).isPresent()
        || !last.compareAndSet(before, state(name, "running", ""))) {
      throw new ActionRefusedException("Another action is at work.");
    }
    try {
      executor.execute(() -> last.set(outcome(name, work)));
    } catch (RejectedExecutionException e) {
      last.set(state(name, "failed", "The executor took no more work."));
    }
  }

  private static Optional<ActionState> outcome(String name, Work work) {
    try {
      return state(name, "done", work.apply());
    } catch (MigrationException e) {
      return state(name, "failed", e.code().name() + ": " + e.description());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return state(name, "failed", "The thread was interrupted.");
    } catch (RuntimeException e) {
      // Such as a state in which the run does not take the call; the page tells it.
      return state(name, "failed", String.valueOf(e.getMessage()));
    }
  }

  private static Optional<ActionState> state(String name, String state, String message) {
    return Optional.of(new ActionState(name, state, message, Instant.now().toEpochMilli()));
  }
}
