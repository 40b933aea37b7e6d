package io.openoms.core.switchover;

import io.openoms.Direction;
import io.openoms.MigrationResult;
import io.openoms.Phase;
import io.openoms.PhaseStatus;
import io.openoms.SwitchStatus;
import io.openoms.SwitchStep;
import io.openoms.SwitchStepResult;
import io.openoms.SwitchoverReport;
import io.openoms.core.phase.Entry;
import io.openoms.core.precheck.ReverseCheck;
import io.openoms.core.task.Control;
import io.openoms.core.task.EventPump;
import io.openoms.core.task.Opening;
import io.openoms.core.task.Repeater;
import io.openoms.core.task.Reporter;
import io.openoms.core.task.TaskGroup;
import io.openoms.error.ErrorContext;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.ProjectDefinition;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Has one leg of a project at work at a time, and changes from one to the other when it is asked.
 * {@link #direct} is the directing task's; the other methods are for any thread.
 */
public final class Director implements Conductor {

  private static final long LOOK_MILLIS = 20;

  private final Executor executor;
  private final Directions directions;
  private final Legs legs;
  private final Control control;
  private final EventPump pump;
  private final Reporter reporter;
  private final Repeater repeater;
  private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
  private volatile boolean over;
  private volatile @Nullable Ends ends;
  private volatile @Nullable SwitchBook book;
  private volatile @Nullable SwitchoverReport last;

  /** For one run of a project. */
  public Director(
      ProjectDefinition project,
      Executor executor,
      Legs legs,
      Control control,
      EventPump pump,
      Reporter reporter) {
    this.executor = executor;
    this.directions = new Directions(project);
    this.legs = legs;
    this.control = control;
    this.pump = pump;
    this.reporter = reporter;
    this.repeater =
        new Repeater(
            project.retry(), ErrorContext.none().withPhase(Phase.SWITCHOVER), control, reporter);
  }

  /**
   * Directs the run until its last leg has ended, or the run is to stop. Blocks.
   *
   * @return what became of that leg
   */
  @Override
  public MigrationResult direct() {
    try (Ends opened = new Opening(repeater).open(() -> Ends.open(directions.project()))) {
      ends = opened;
      new ReverseCheck(opened.source(), opened.sink()).require();
      SwitchScope scope = scope(opened);
      book = scope.book();
      return direct(scope);
    } finally {
      over = true;
      refuseOrders();
    }
  }

  private SwitchScope scope(Ends opened) {
    SwitchBook taken = SwitchBook.takeOver(opened.store(), directions.project(), repeater);
    return new SwitchScope(
        directions,
        opened,
        taken,
        new Gates(opened, taken, repeater),
        legs,
        control,
        repeater,
        reporter);
  }

  private MigrationResult direct(SwitchScope scope) {
    recover(scope);
    Leg work = begin(scope);
    SwitchRequests requests =
        new SwitchRequests(scope.book(), directions.project().phases().switchoverOptions());
    try {
      while (work.result().isEmpty()) {
        control.check();
        Order order = next(requests);
        if (order != null) {
          work = obey(scope, order, work);
        }
      }
      return work.result().get();
    } finally {
      work.close();
    }
  }

  private Leg begin(SwitchScope scope) {
    Direction direction = scope.book().direction();
    ProjectDefinition project = directions.of(direction, scope.objects());
    Leg started = legs.start(direction, project, Entry.STORED);
    legs.atWork(started);
    return started;
  }

  /**
   * Undoes a switchover that an engine before did not come to decide, or ends one that it had
   * decided: the end that decides takes writes, and the other end's log is not needed.
   */
  private void recover(SwitchScope scope) {
    scope.book().wasCutOff();
    Direction direction = scope.book().direction();
    scope.gates().open(direction);
    scope.gates().passOwn(direction.opposite());
    boolean everSwitched =
        scope.book().status().steps().stream().anyMatch(step -> step.began().isPresent());
    if (everSwitched) {
      EndpointSession rests = scope.ends().written(direction.opposite());
      rests.captureSetup().ifPresent(setup -> repeater.run(setup::release));
    }
    if (scope.book().status().steps().stream().anyMatch(Director::mayHaveLeftProbe)) {
      new ProbeRow(scope, Duration.ZERO).clear();
    }
  }

  private static boolean mayHaveLeftProbe(SwitchStepResult step) {
    return step.step() == SwitchStep.PREPARE && step.status() == SwitchStepResult.Status.FAILED;
  }

  private @Nullable Order next(SwitchRequests requests) {
    try {
      pump.deliver(LOOK_MILLIS);
    } catch (InterruptedException e) {
      throw control.interrupted(e);
    }
    Order order = orders.poll();
    return order == null ? requests.poll() : order;
  }

  private Leg obey(SwitchScope scope, Order order, Leg work) {
    if (order.from() != scope.book().direction()) {
      order
          .answer()
          .completeExceptionally(
              new IllegalStateException(
                  "the direction is " + scope.book().direction().label() + " already"));
      return work;
    }
    Switching switching = new Switching(scope, order, work);
    try {
      report(order, PhaseStatus.RUNNING);
      SwitchoverReport report = done(switching);
      Leg now = again(scope, switching.leg(), report);
      legs.atWork(now);
      last = report;
      report(order, report.switched() ? PhaseStatus.COMPLETED : PhaseStatus.FAILED);
      report.error().ifPresent(error -> reporter.error(error, false));
      order.answer().complete(report);
      return now;
    } catch (RuntimeException | Error e) {
      order.answer().completeExceptionally(e);
      switching.abandon();
      throw e;
    }
  }

  /** In a task of its own, so that listeners hear meanwhile what happens. */
  private SwitchoverReport done(Switching switching) {
    AtomicReference<SwitchoverReport> report = new AtomicReference<>();
    TaskGroup group = new TaskGroup(executor, control, pump, () -> {});
    group.start("switchover", () -> report.set(switching.run()));
    group.await();
    SwitchoverReport made = report.get();
    if (made == null) {
      // The run was stopped before the task began.
      control.check();
      throw new IllegalStateException("the switchover has not begun");
    }
    return made;
  }

  private void report(Order order, PhaseStatus status) {
    if (!order.rehearsal()) {
      reporter.phase(Phase.SWITCHOVER, status);
    }
  }

  /** A switchover that went back after the old direction had ended starts that again. */
  private Leg again(SwitchScope scope, Leg now, SwitchoverReport report) {
    boolean ended = report.error().isPresent() && now.result().isPresent();
    return ended && !control.isStopped() ? begin(scope) : now;
  }

  private void refuseOrders() {
    Order order = orders.poll();
    while (order != null) {
      order.answer().completeExceptionally(new IllegalStateException("the run has ended"));
      order = orders.poll();
    }
  }

  /** Asks for a switchover; its answer comes with the order. */
  public void ask(Order order) {
    orders.add(order);
    if (over) {
      refuseOrders();
    }
  }

  /**
   * Which end decides, and the last switchover; empty before the run has taken its project over.
   */
  @Override
  public Optional<SwitchStatus> status() {
    return Optional.ofNullable(book).map(SwitchBook::status);
  }

  /** The report of the last switchover of this run. */
  public Optional<SwitchoverReport> last() {
    return Optional.ofNullable(last);
  }

  @Override
  public void abort() {
    Ends opened = ends;
    if (opened != null) {
      opened.abort();
    }
  }
}
