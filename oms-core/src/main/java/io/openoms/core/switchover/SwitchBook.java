package io.openoms.core.switchover;

import io.openoms.Direction;
import io.openoms.SwitchStatus;
import io.openoms.SwitchStep;
import io.openoms.SwitchStepResult;
import io.openoms.SwitchStepResult.Status;
import io.openoms.core.state.ProjectState;
import io.openoms.core.task.Repeater;
import io.openoms.error.ErrorCategory;
import io.openoms.error.MigrationException;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.state.StateStore;
import io.openoms.spi.state.StoredSwitch;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The log of a project's switchovers, as it is stored. It is taken over like a project of its own,
 * so an older engine cannot write to it any more. Written by the directing task; {@link #status} is
 * for any thread.
 */
final class SwitchBook {

  private static final String WRITER = "switchover";

  private final ProjectState state;
  private final StateStore store;
  private final Repeater repeater;
  private volatile StoredSwitch now;

  private SwitchBook(ProjectState state, StateStore store, Repeater repeater, StoredSwitch now) {
    this.state = state;
    this.store = store;
    this.repeater = repeater;
    this.now = now;
  }

  /** Takes the log over; a new one begins in the forward direction. Blocks. */
  static SwitchBook takeOver(StateStore store, ProjectDefinition project, Repeater repeater) {
    ProjectDefinition named = project.withName(Directions.logName(project.name()));
    ProjectState state = repeater.ask(() -> ProjectState.takeOver(store, named, List.of(WRITER)));
    StoredSwitch begun =
        new StoredSwitch(Direction.FORWARD, Direction.FORWARD, Map.of(), pendingSteps());
    Optional<StoredSwitch> stored = repeater.ask(() -> store.switchover(named.name()));
    SwitchBook book = new SwitchBook(state, store, repeater, stored.orElse(begun));
    if (stored.isEmpty()) {
      book.put(begun);
    }
    return book;
  }

  static List<SwitchStepResult> pendingSteps() {
    return Arrays.stream(SwitchStep.values()).map(SwitchStepResult::pending).toList();
  }

  SwitchStatus status() {
    StoredSwitch stored = now;
    return new SwitchStatus(stored.direction(), stored.from(), stored.steps());
  }

  Direction direction() {
    return now.direction();
  }

  /** The state that an end had before it was made to refuse writes. */
  Optional<String> gate(Direction writtenIn) {
    return Optional.ofNullable(now.gates().get(writtenIn));
  }

  /** A switchover from the present direction begins. */
  void begin() {
    put(new StoredSwitch(now.direction(), now.direction(), now.gates(), pendingSteps()));
  }

  /** An end is about to be made to refuse writes. */
  void closing(Direction writtenIn, String state) {
    Map<Direction, String> gates = new EnumMap<>(Direction.class);
    gates.putAll(now.gates());
    gates.putIfAbsent(writtenIn, state);
    put(new StoredSwitch(now.direction(), now.from(), gates, now.steps()));
  }

  /** An end takes writes again. */
  void opened(Direction writtenIn) {
    Map<Direction, String> gates = new EnumMap<>(Direction.class);
    gates.putAll(now.gates());
    gates.remove(writtenIn);
    put(new StoredSwitch(now.direction(), now.from(), gates, now.steps()));
  }

  /** The other end decides from now on. */
  void decide(SwitchStepResult last) {
    put(
        new StoredSwitch(
            now.direction().opposite(), now.from(), now.gates(), with(now.steps(), last)));
  }

  /** Stores how a step stands. */
  void put(SwitchStepResult step) {
    put(new StoredSwitch(now.direction(), now.from(), now.gates(), with(now.steps(), step)));
  }

  /**
   * Whether another engine has taken the log over. Asked once: where the store does not answer,
   * nobody knows, and this is false.
   */
  boolean isOvertaken() {
    try {
      state.prove(WRITER);
      return false;
    } catch (MigrationException e) {
      return e.code().category() == ErrorCategory.STATE;
    }
  }

  /** What a step that was at work becomes when its engine is gone. */
  void wasCutOff() {
    now.steps().stream()
        .filter(step -> step.status() == Status.RUNNING)
        .forEach(
            step ->
                put(
                    new SwitchStepResult(
                        step.step(),
                        Status.FAILED,
                        step.began(),
                        Optional.of(Instant.now()),
                        "the engine ended before the step was done")));
  }

  private static List<SwitchStepResult> with(List<SwitchStepResult> steps, SwitchStepResult one) {
    return steps.stream().map(step -> step.step() == one.step() ? one : step).toList();
  }

  private void put(StoredSwitch next) {
    repeater.run(() -> state.write(WRITER, (project, tx) -> tx.putSwitchover(project, next)));
    now = next;
  }

  /** What an operator asks for, taken from the store; empty for nothing. Blocks. */
  Optional<String> takeRequest() {
    Optional<String> request = repeater.ask(() -> store.switchRequest(state.project()));
    if (request.isPresent()) {
      repeater.run(() -> state.prove(WRITER));
      repeater.run(() -> store.askSwitch(state.project(), ""));
    }
    return request;
  }
}
