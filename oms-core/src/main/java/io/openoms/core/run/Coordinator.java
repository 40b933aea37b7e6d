package io.openoms.core.run;

import io.openoms.MigrationResult;
import io.openoms.Progress;
import io.openoms.RunState;
import io.openoms.VerificationOptions;
import io.openoms.VerificationReport;
import io.openoms.core.error.EngineError;
import io.openoms.core.phase.CatchUp;
import io.openoms.core.phase.CopiesAnew;
import io.openoms.core.phase.Entry;
import io.openoms.core.phase.PhaseKind;
import io.openoms.core.plan.Roles;
import io.openoms.core.plan.SourceRules;
import io.openoms.core.plan.TableReads;
import io.openoms.core.task.Control;
import io.openoms.core.task.EventPump;
import io.openoms.core.task.Opening;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.Reporter;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.event.WarningCode;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task that leads a run: opens the endpoints, runs the phases in order, delivers events, and
 * gives everything back at the end, whatever happened.
 */
final class Coordinator implements LeadingTask {

  private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);

  private final ProjectDefinition project;
  private final Executor executor;
  private final Control control;
  private final Lifecycle lifecycle;
  private final RunReport report;
  private final Consumer<MigrationResult> whenOver;
  private final List<PhaseKind> built;
  private final Entry entry;
  private final boolean isOpen;
  private final EventPump pump;
  private final Reporter reporter;
  private final AtomicBoolean taken = new AtomicBoolean();
  private volatile @Nullable Thread thread;
  private volatile @Nullable EndpointSession source;
  private volatile @Nullable EndpointSession sink;
  private volatile @Nullable EndpointSession state;
  private volatile @Nullable PhaseSequence phases;

  Coordinator(
      ProjectDefinition project,
      Executor executor,
      Control control,
      Lifecycle lifecycle,
      RunReport report,
      List<PhaseKind> built,
      Entry entry,
      boolean isOpen,
      Consumer<MigrationResult> whenOver) {
    this.project = project;
    this.executor = executor;
    this.control = control;
    this.lifecycle = lifecycle;
    this.report = report;
    this.built = built;
    this.entry = entry;
    this.isOpen = isOpen;
    this.whenOver = whenOver;
    this.pump = new EventPump(project.listeners());
    this.reporter = new Reporter(pump, Clock.systemUTC(), project.name());
  }

  @Override
  public void run() {
    if (taken.compareAndSet(false, true)) {
      thread = Thread.currentThread();
      reporter.started();
      end(attempt());
    }
  }

  @Override
  public boolean isTaken() {
    return taken.get();
  }

  @Override
  public void endUnbegun(@Nullable MigrationException failure) {
    if (taken.compareAndSet(false, true)) {
      thread = Thread.currentThread();
      end(failure);
    }
  }

  private @Nullable MigrationException attempt() {
    try {
      work();
      return null;
    } catch (MigrationException e) {
      return control.causeOf(e);
    } catch (RuntimeException | Error e) {
      // The caller must learn of the end, whatever the error was.
      return control.causeOf(unexpected(e));
    }
  }

  private static MigrationException unexpected(Throwable error) {
    return new MigrationException(
        EngineError.UNEXPECTED, ErrorContext.none(), String.valueOf(error), error);
  }

  /** With the interrupt flag cleared, as pools and queues refuse to work while it is set. */
  private void end(@Nullable MigrationException failure) {
    boolean interrupted = Thread.interrupted();
    MigrationException error = failure;
    try {
      closeSessions();
    } catch (RuntimeException | Error e) {
      error = failure == null ? unexpected(e) : failure;
    } finally {
      finish(error);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void work() {
    control.check();
    SessionOpener opener = new SessionOpener(project);
    Opening opening = new Opening(repeater(control));
    EndpointSession openSource = opening.open(opener::openSource);
    source = openSource;
    control.check();
    EndpointSession openSink = opening.open(opener::openSink);
    sink = openSink;
    control.check();
    Optional<EndpointSession> openState = opening.open(opener::openState);
    state = openState.orElse(null);
    control.check();
    Roles roles = Roles.of(openSource, openSink, openState.orElse(openSink));
    SelectionWatch selection = new SelectionWatch(project, roles, isOpen);
    CopiesAnew anew = new CopiesAnew();
    while (!pass(openSource, openSink, roles, selection, anew)) {
      control.check();
      selection
          .news()
          .ifPresent(
              news ->
                  reporter.warning(
                      WarningCode.OBJECTS_CHANGED,
                      ErrorContext.none(),
                      news + "; the run begins its phases anew with them"));
    }
  }

  private Repeater repeater(Control of) {
    return new Repeater(project.retry(), ErrorContext.none(), of, reporter);
  }

  /**
   * Goes through the phases; gives whether that was to their end, with no object to join, and no
   * table to be copied anew.
   */
  private boolean pass(
      EndpointSession openSource,
      EndpointSession openSink,
      Roles roles,
      SelectionWatch selection,
      CopiesAnew anew) {
    Control pass = control.pass();
    ProjectDefinition compared =
        repeater(pass).ask(() -> SourceRules.of(selection.project(), openSource));
    PhaseSequence sequence =
        new PhaseSequence(
            new RunContext(
                compared,
                executor,
                pass,
                lifecycle,
                report,
                pump,
                reporter,
                openSource,
                openSink,
                roles,
                entry,
                new TableReads(roles.sourceCatalog(), compared.selection())),
            built,
            selection,
            anew);
    phases = sequence;
    try {
      sequence.run();
      return true;
    } catch (MigrationException e) {
      boolean goesOn = (selection.news().isPresent() || anew.isAsked()) && !control.isStopped();
      if (!goesOn || e.code() != EngineError.RUN_STOPPED) {
        throw e;
      }
      return false;
    }
  }

  private void finish(@Nullable MigrationException failure) {
    boolean stopped = control.isStoppedWith(failure);
    MigrationException error = stopped ? null : failure;
    if (error != null) {
      reporter.runFailed(error);
    }
    RunState end = endState(stopped, error);
    lifecycle.transition(RunState.STOPPING);
    lifecycle.transition(end);
    MigrationResult result = report.result(end, progress().flatMap(Progress::following), error);
    try {
      reporter.ended(result);
      pump.deliverRest();
    } finally {
      thread = null;
      whenOver.accept(result);
    }
  }

  private RunState endState(boolean stopped, @Nullable MigrationException error) {
    if (stopped) {
      return RunState.STOPPED;
    }
    return error == null && report.failedObjects() == 0 ? RunState.COMPLETED : RunState.FAILED;
  }

  private void closeSessions() {
    close(source);
    close(sink);
    close(state);
  }

  private static void close(@Nullable EndpointSession session) {
    if (session != null) {
      try {
        session.close();
      } catch (RuntimeException e) {
        LOG.warn("A session did not close cleanly", e);
      }
    }
  }

  /** Cuts all connections; from any thread. */
  void abort() {
    abort(source);
    abort(sink);
    abort(state);
  }

  private static void abort(@Nullable EndpointSession session) {
    if (session != null) {
      session.abort();
    }
  }

  boolean isCoordinatingThread() {
    return Thread.currentThread() == thread;
  }

  Optional<CatchUp> catchUp() {
    PhaseSequence sequence = phases;
    return sequence == null ? Optional.empty() : sequence.catchUp();
  }

  VerificationReport verify(VerificationOptions options) {
    PhaseSequence sequence = phases;
    if (sequence == null) {
      throw new IllegalStateException("the run has not opened its endpoints yet");
    }
    return sequence.verify(options);
  }

  Optional<Progress> progress() {
    PhaseSequence sequence = phases;
    return sequence == null ? Optional.empty() : sequence.progress();
  }
}
