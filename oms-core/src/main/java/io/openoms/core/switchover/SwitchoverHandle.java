package io.openoms.core.switchover;

import io.openoms.Direction;
import io.openoms.SwitchStatus;
import io.openoms.SwitchStepResult;
import io.openoms.Switchover;
import io.openoms.SwitchoverOptions;
import io.openoms.SwitchoverReport;
import io.openoms.error.MigrationException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** The switchover of a run, as its caller sees it. Thread-safe. */
public final class SwitchoverHandle implements Switchover {

  private final Director director;
  private final SwitchoverOptions options;
  private final Runnable refuseOnOwnThread;

  /**
   * For one run.
   *
   * @param refuseOnOwnThread throws in a thread that the run needs
   */
  public SwitchoverHandle(
      Director director, SwitchoverOptions options, Runnable refuseOnOwnThread) {
    this.director = director;
    this.options = options;
    this.refuseOnOwnThread = refuseOnOwnThread;
  }

  @Override
  public Direction direction() {
    return director.status().map(SwitchStatus::direction).orElse(Direction.FORWARD);
  }

  @Override
  public List<SwitchStepResult> steps() {
    return director.status().map(SwitchStatus::steps).orElseGet(SwitchBook::pendingSteps);
  }

  @Override
  public Optional<SwitchoverReport> last() {
    return director.last();
  }

  @Override
  public SwitchoverReport rehearse() throws InterruptedException {
    return ask(Order.of(direction(), true, options, () -> {}));
  }

  @Override
  public SwitchoverReport execute(Runnable stopWrites) throws InterruptedException {
    return ask(Order.of(Direction.FORWARD, false, options, stopWrites));
  }

  @Override
  public SwitchoverReport back(Runnable stopWrites) throws InterruptedException {
    return ask(Order.of(Direction.REVERSE, false, options, stopWrites));
  }

  @Override
  public SwitchoverReport execute() throws InterruptedException {
    return execute(options.stopWrites());
  }

  @Override
  public SwitchoverReport back() throws InterruptedException {
    return back(options.stopWrites());
  }

  private SwitchoverReport ask(Order order) throws InterruptedException {
    refuseOnOwnThread.run();
    director.ask(order);
    try {
      return order.answer().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MigrationException error) {
        throw new MigrationException(error.code(), error.context(), error.description(), error);
      }
      throw new IllegalStateException("the switchover failed", e.getCause());
    }
  }
}
