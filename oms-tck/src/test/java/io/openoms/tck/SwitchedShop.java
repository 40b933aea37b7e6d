package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.Direction;
import io.openoms.MigrationProject;
import io.openoms.MigrationRun;
import io.openoms.SwitchStepResult;
import io.openoms.SwitchoverReport;
import io.openoms.spi.Endpoint;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.fault.FaultyEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A shop whose application moves between two ends. */
public interface SwitchedShop {

  /** The application writes where it is to write while that direction is at work. */
  void write(Direction direction);

  /** Waits until the application has written so many more times. */
  void awaitMore(int writes) throws InterruptedException;

  /** The application stops writing; what is at work is finished first. */
  void rest();

  /**
   * What a switchover calls to stop writes. Nothing, where the end that is left refuses them by
   * itself from then on.
   */
  default void stopWrites() {}

  /**
   * Its project.
   *
   * @param around what becomes of each end
   * @param verifies whether a switchover compares the ends, which takes most of its time
   */
  MigrationProject project(UnaryOperator<Endpoint> around, boolean verifies);

  /** What its engines run on. */
  ExecutorService threads();

  /** Starts an engine. */
  default MigrationRun start() {
    return project(end -> end, true).start(threads());
  }

  /**
   * Starts an engine that dies.
   *
   * @param verifies whether a switchover compares the ends, which takes most of its time
   */
  default MigrationRun start(Death death, boolean verifies) {
    return project(dying(death), verifies).start(threads());
  }

  /** Both ends are equal, and have every order that was committed. */
  void assertEqual(String as) throws Exception;

  /** What has an end of a project die with its engine. */
  static UnaryOperator<Endpoint> dying(Death death) {
    AtomicInteger calls = new AtomicInteger();
    Faults none = new Faults() {};
    return end -> new FaultyEndpoint(end, none, death, calls);
  }

  /** The application has moved, and the end that it left had refused its writes. */
  static void assertMoved(SwitchoverReport report) {
    assertThat(report.error().map(Throwable::getMessage)).isEmpty();
    assertThat(report.switched()).isTrue();
    assertThat(report.proof()).contains("refused all writes");
    System.out.println(
        "from "
            + report.from()
            + ": nobody could write for "
            + report.withoutWrites().toMillis()
            + " ms; "
            + report.steps().stream().map(SwitchedShop::took).collect(Collectors.joining(", ")));
  }

  private static String took(SwitchStepResult step) {
    Instant began = step.began().orElseThrow();
    return step.step().label()
        + " "
        + Duration.between(began, step.ended().orElse(began)).toMillis()
        + " ms";
  }
}
