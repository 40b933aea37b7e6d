package io.openoms.core.switchover;

import io.openoms.Direction;
import io.openoms.Phase;
import io.openoms.SwitchStep;
import io.openoms.SwitchStepResult;
import io.openoms.SwitchStepResult.Status;
import io.openoms.SwitchoverOptions;
import io.openoms.SwitchoverReport;
import io.openoms.VerificationOptions;
import io.openoms.VerificationReport;
import io.openoms.VerificationScope;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.Entry;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import io.openoms.spi.state.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One switchover: its steps in order, and the way back when one fails. The directing task's. The
 * decision is one write to the log, together with the last step: before it everything can be undone,
 * after it the new direction is at work.
 */
final class Switching {

  private static final Duration LONG_END = Duration.ofSeconds(60);
  private static final Duration LONG_BEGIN = Duration.ofMinutes(5);
  private static final long LOOK_MILLIS = 5;

  /** How long a row that changes is looked at before writes are stopped. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final SwitchScope scope;
  private final Order order;
  private final SwitchoverOptions options;
  private final Direction from;
  private final Leg old;
  private final Entry entry = Entry.whenEqual();
  private List<StoredObject> objects = List.of();
  private @Nullable ProjectDefinition next;
  private @Nullable Leg other;
  private @Nullable HeldBackKeys heldBack;
  private @Nullable SwitchStep at;
  private long stoppedAt;
  private Duration withoutWrites = Duration.ZERO;
  private String proof = "";
  private boolean decided;
  private boolean unresolved;

  Switching(SwitchScope scope, Order order, Leg old) {
    this.scope = scope;
    this.order = order;
    this.options = order.options();
    this.from = order.from();
    this.old = old;
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
    step(SwitchStep.VERIFY, this::verify);
    step(SwitchStep.PREPARE, this::prepare);
    step(SwitchStep.STOP_WRITES, this::stopWrites);
    step(SwitchStep.DRAIN, this::drain);
    step(SwitchStep.STOP_FOLLOWING, this::stopFollowing);
    step(SwitchStep.OBJECTS, this::addObjects);
    startOther();
  }

  private void step(SwitchStep step, Step work) {
    scope.control().check();
    if (options.skips(step)) {
      record(step, Status.SKIPPED, Instant.now(), "left out");
      return;
    }
    Instant began = Instant.now();
    record(step, Status.RUNNING, began, "");
    at = step;
    String found = work.run();
    record(step, Status.COMPLETED, began, found);
    at = null;
  }

  /** What a step does, and what it found. */
  private interface Step {
    String run();
  }

  private void record(SwitchStep step, Status status, Instant began, String detail) {
    SwitchStepResult result = result(step, status, began, detail);
    scope.book().put(result);
    scope.tell(from, result);
  }

  private static SwitchStepResult result(
      SwitchStep step, Status status, Instant began, String detail) {
    Optional<Instant> ended =
        status == Status.RUNNING ? Optional.empty() : Optional.of(Instant.now());
    return new SwitchStepResult(step, status, Optional.of(began), ended, detail);
  }

  private String precheck() {
    Duration lag = new LagGate(old, options, scope.control()).await();
    objects = scope.objects();
    Readiness.requireAll(objects);
    ProjectDefinition project = scope.directions().of(from.opposite(), objects);
    Readiness.requirePath(project, written(from.opposite()), written(from));
    next = project;
    return "the lag is " + lag.toMillis() + " ms; " + objects.size() + " objects";
  }

  /** Rows that change all the time are looked at once more when writes have stopped. */
  private String verify() {
    VerificationReport report = old.verify(options(VerificationScope.ALL));
    requireNoDifference(report);
    unresolved = !report.isConsistent();
    return report.tables().size()
        + " tables are equal"
        + (unresolved ? ", but for rows that changed all the time" : "");
  }

  private VerificationOptions options(VerificationScope which) {
    VerificationOptions of = scope.directions().project().phases().verificationOptions();
    return new VerificationOptions(
        which,
        false,
        of.mode(),
        of.workers(),
        of.chunkRows(),
        of.rowsPerSecond(),
        of.samples(),
        PATIENCE);
  }

  private static void requireNoDifference(VerificationReport report) {
    List<String> different =
        report.tables().stream()
            .filter(table -> table.differences() > 0 || table.error().isPresent())
            .map(table -> table.target().toString())
            .toList();
    if (!different.isEmpty()) {
      throw new MigrationException(
          EngineError.SWITCHOVER_REFUSED,
          ErrorContext.none(),
          "both ends differ in " + String.join(", ", different) + "; repair them first");
    }
  }

  /** Without a precheck, which may be skipped, the project of the other direction is not known. */
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
    other = scope.start(from.opposite(), project, entry);
    await(entry::isPrepared);
    return "the state of the other direction is kept under " + project.name();
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
    scope.gates().close(from);
    return "all writes are refused";
  }

  private String drain() {
    proof = new Drain(old, options, scope.control()).await(freezes());
    if (unresolved) {
      VerificationReport report = old.verify(options(VerificationScope.INCONSISTENT));
      requireNoDifference(report);
    }
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
    record(step, Status.RUNNING, began, "");
    at = step;
    boolean guarded = scope.gates().passOwn(from);
    entry.begin();
    await(() -> other().end().isPresent());
    String found =
        guarded
            ? "applications are refused at the old end"
            : "nothing keeps applications from writing to the old end";
    SwitchStepResult done = result(step, Status.COMPLETED, began, found);
    scope.book().decide(done);
    decided = true;
    scope.tell(from, done);
    at = null;
    scope.gates().open(from.opposite());
    withoutWrites = Duration.ofNanos(System.nanoTime() - stoppedAt);
    release(written(from));
  }

  private Leg other() {
    return Objects.requireNonNull(other, "the step prepare starts it");
  }

  /** Waits for the other direction, which may fail meanwhile. */
  private void await(BooleanSupplier done) {
    long limit = System.nanoTime() + LONG_BEGIN.toNanos();
    while (!done.getAsBoolean()) {
      other()
          .result()
          .ifPresent(
              result -> {
                throw result
                    .error()
                    .orElseGet(
                        () ->
                            new MigrationException(
                                EngineError.RUN_STOPPED, ErrorContext.none(), "the run ended"));
              });
      if (System.nanoTime() > limit) {
        throw new MigrationException(
            EngineError.DRAIN_TIMEOUT, ErrorContext.none(), "the other direction did not begin");
      }
      scope.control().sleep(LOOK_MILLIS);
    }
  }

  /** The log of the direction that has ended is not needed any more. */
  private void release(EndpointSession end) {
    end.captureSetup().ifPresent(setup -> scope.repeater().run(setup::release));
  }

  private EndpointSession written(Direction direction) {
    return scope.ends().written(direction);
  }

  private SwitchoverReport failed(MigrationException error) {
    SwitchStep failed = at;
    if (decided) {
      throw error;
    }
    if (failed != null) {
      record(failed, Status.FAILED, Instant.now(), error.getMessage());
    }
    goBack();
    return report(Optional.of(error));
  }

  /** The run so far is started again by the director, where it has ended. */
  private void goBack() {
    Leg started = other;
    if (started != null) {
      started.close();
    }
    scope.gates().open(from);
    if (stoppedAt != 0) {
      withoutWrites = Duration.ofNanos(System.nanoTime() - stoppedAt);
    }
    if (next != null) {
      release(written(from.opposite()));
    }
  }

  private SwitchoverReport report(Optional<MigrationException> error) {
    return new SwitchoverReport(
        from, decided, withoutWrites, proof, scope.book().status().steps(), error);
  }

  /** The run that is at work now; one that has ended is to be started again. */
  Leg leg() {
    Leg started = other;
    return decided && started != null ? started : old;
  }
}
