package io.openoms.core.switchover;

import io.openoms.Direction;
import io.openoms.Phase;
import io.openoms.SwitchStep;
import io.openoms.SwitchStepResult;
import io.openoms.SwitchStepResult.Status;
import io.openoms.SwitchoverOptions;
import io.openoms.SwitchoverReport;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.state.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One switchover: its steps in order, and the way back when one fails. One task. The decision is
 * one write to the log, together with the last step: before it everything can be undone, after it
 * the new direction is at work.
 */
final class Switching {

  private static final Duration LONG_END = Duration.ofSeconds(60);
  private static final long LOOK_MILLIS = 5;

  private final SwitchScope scope;
  private final Order order;
  private final SwitchoverOptions options;
  private final Direction from;
  private final Leg old;
  private final OtherDirection other;
  private final ProbeRow probe;
  private final EndsCompared compared;
  private List<StoredObject> objects = List.of();
  private @Nullable ProjectDefinition next;
  private @Nullable HeldBackKeys heldBack;
  private @Nullable SwitchStep at;
  private @Nullable Leg decided;
  private Drain.Refused refused = Drain.Refused.NOBODY;
  private long stoppedAt;
  private Duration withoutWrites = Duration.ZERO;
  private String proof = "";

  Switching(SwitchScope scope, Order order, Leg old) {
    this.scope = scope;
    this.order = order;
    this.options = order.options();
    this.from = order.from();
    this.old = old;
    this.other = new OtherDirection(scope, from.opposite());
    this.probe = new ProbeRow(scope, options.drain());
    this.compared =
        new EndsCompared(
            old, scope.directions().project().phases().verificationOptions(), options.verify());
  }

  /** Does it; the leg that is at work afterwards is {@link #leg}. */
  SwitchoverReport run() {
    scope.book().begin();
    try {
      steps();
      return report(Optional.empty());
    } catch (MigrationException e) {
      return failed(e.in(ErrorContext.none().withPhase(Phase.SWITCHOVER)));
    } catch (RuntimeException e) {
      // The caller's own code, which stops writes.
      return failed(
          new MigrationException(
              EngineError.WRITES_NOT_STOPPED,
              ErrorContext.none().withPhase(Phase.SWITCHOVER),
              "stopping the writes failed: " + e.getClass().getName(),
              e));
    }
  }

  private void steps() {
    step(SwitchStep.PRECHECK, this::precheck);
    if (order.rehearsal()) {
      return;
    }
    step(SwitchStep.VERIFY, compared::whileChangesFlow);
    step(SwitchStep.PREPARE, this::prepare);
    step(SwitchStep.STOP_WRITES, this::stopWrites);
    step(SwitchStep.DRAIN, this::drain);
    step(SwitchStep.STOP_FOLLOWING, this::stopFollowing);
    step(SwitchStep.OBJECTS, this::addObjects);
    startOther();
  }

  /** Does a step, which gives what it found. */
  private void step(SwitchStep step, Supplier<String> work) {
    scope.control().check();
    Instant began = Instant.now();
    if (options.skips(step)) {
      record(result(step, Status.SKIPPED, began, "left out"));
      return;
    }
    record(result(step, Status.RUNNING, began, ""));
    at = step;
    String found = work.get();
    record(result(step, Status.COMPLETED, began, found));
    at = null;
  }

  private void record(SwitchStepResult result) {
    scope.book().put(result);
    scope.reporter().switchStep(from, result);
  }

  private static SwitchStepResult result(
      SwitchStep step, Status status, Instant began, String detail) {
    Optional<Instant> ended =
        status == Status.RUNNING ? Optional.empty() : Optional.of(Instant.now());
    return new SwitchStepResult(step, status, Optional.of(began), ended, detail);
  }

  private String precheck() {
    Duration lag = new LagGate(old, options, scope.control()).await();
    ProjectDefinition project = next();
    Readiness.requireAll(objects);
    EndpointSession follows = written(from);
    EndpointSession state = project.state().isPresent() ? scope.ends().state() : follows;
    Readiness.requirePath(project, written(from.opposite()), follows, state);
    return "the lag is " + lag.toMillis() + " ms; " + objects.size() + " objects";
  }

  /** The project of the other direction; the precheck, which asks first, may be skipped. */
  private ProjectDefinition next() {
    ProjectDefinition known = next;
    if (known == null) {
      objects = scope.objects();
      known = scope.directions().of(from.opposite(), objects);
      next = known;
    }
    return known;
  }

  private String prepare() {
    ProjectDefinition project = next();
    if (from == Direction.FORWARD && !options.skips(SwitchStep.OBJECTS)) {
      HeldBackKeys found =
          new HeldBackKeys(scope.directions().forward(), scope.ends(), scope.repeater());
      found.find(objects);
      heldBack = found;
    }
    String sent = sendAhead();
    other.prepare(project);
    // Its state is dropped when that of the other direction is there, so the schema stays.
    clearProbe();
    old.raiseNumbers();
    return "the state of the other direction is kept under " + project.name() + sent;
  }

  /** The forward direction has shown that its way is open: the reverse one has not. */
  private String sendAhead() {
    return from == Direction.FORWARD ? "; " + probe.send() : "";
  }

  private void clearProbe() {
    if (from == Direction.FORWARD) {
      probe.clear();
    }
  }

  private boolean freezes() {
    return options.freezeSource() && scope.gates().exists(from);
  }

  private String stopWrites() {
    order.stopWrites().run();
    stoppedAt = System.nanoTime();
    if (!freezes()) {
      return "asserted by the caller";
    }
    boolean all = scope.gates().close(from);
    refused = all ? Drain.Refused.EVERYBODY : Drain.Refused.APPLICATIONS;
    return all ? "all writes are refused" : "writes of applications are refused";
  }

  private String drain() {
    proof = new Drain(old, options, scope.control()).await(refused);
    compared.atRest();
    return proof;
  }

  private String stopFollowing() {
    old.finish();
    long limit = System.nanoTime() + LONG_END.toNanos();
    while (old.result().isEmpty()) {
      scope.control().sleep(LOOK_MILLIS);
      if (System.nanoTime() > limit) {
        throw new MigrationException(
            EngineError.DRAIN_TIMEOUT, ErrorContext.none(), "the run so far did not end");
      }
    }
    old.result()
        .flatMap(result -> result.error())
        .ifPresent(
            error -> {
              throw error;
            });
    return "";
  }

  private String addObjects() {
    HeldBackKeys found = heldBack;
    return found == null ? "" : found.add() + " foreign keys were added";
  }

  private void startOther() {
    SwitchStep step = SwitchStep.START_OTHER_DIRECTION;
    scope.control().check();
    Instant began = Instant.now();
    record(result(step, Status.RUNNING, began, ""));
    at = step;
    boolean guarded = scope.gates().passOwn(from);
    Leg begun = other.begin();
    SwitchStepResult done =
        result(
            step,
            Status.COMPLETED,
            began,
            guarded
                ? "applications are refused at the old end"
                : "nothing keeps applications from writing to the old end");
    scope.book().decide(done);
    decided = begun;
    scope.reporter().switchStep(from, done);
    scope.gates().open(from.opposite());
    withoutWrites = Duration.ofNanos(System.nanoTime() - stoppedAt);
    release(written(from));
  }

  /** The log of a direction that does not follow is not needed. */
  private void release(EndpointSession end) {
    end.captureSetup().ifPresent(setup -> scope.repeater().run(setup::release));
  }

  private EndpointSession written(Direction direction) {
    return scope.ends().written(direction);
  }

  /** Goes back; the director starts the run so far again, where it has ended. */
  private SwitchoverReport failed(MigrationException error) {
    if (decided != null) {
      throw error;
    }
    try {
      letWritesGoOn();
      return wentBack(error);
    } catch (MigrationException e) {
      e.addSuppressed(error);
      throw e;
    }
  }

  /**
   * Before anything is stored: where the state is kept, nobody may answer any more, and nobody can
   * write meanwhile. An engine that was overtaken leaves the end to the other one.
   */
  private void letWritesGoOn() {
    try {
      if (stoppedAt != 0 && !scope.book().isOvertaken()) {
        scope.gates().thaw(from);
        withoutWrites = Duration.ofNanos(System.nanoTime() - stoppedAt);
      }
    } finally {
      other.close();
    }
  }

  private SwitchoverReport wentBack(MigrationException error) {
    // Writes went on, so nothing is proved.
    proof = "";
    SwitchStep failed = at;
    if (failed != null) {
      record(result(failed, Status.FAILED, Instant.now(), error.getMessage()));
    }
    scope.gates().thawed(from);
    if (next != null) {
      release(written(from.opposite()));
    }
    if (failed == SwitchStep.PREPARE) {
      clearProbe();
    }
    return report(Optional.of(error));
  }

  /** For an end within it that no report tells of: the other direction must not go on alone. */
  void abandon() {
    if (decided == null) {
      other.close();
    }
    leg().close();
  }

  private SwitchoverReport report(Optional<MigrationException> error) {
    return new SwitchoverReport(
        from, decided != null, withoutWrites, proof, scope.book().status().steps(), error);
  }

  /** The run that is at work now; one that has ended is to be started again. */
  Leg leg() {
    Leg begun = decided;
    return begun != null ? begun : old;
  }
}
