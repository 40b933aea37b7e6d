package io.openoms.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.MigrationListener;
import io.openoms.core.error.EngineError;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskGroupTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Control control = new Control();
  private final List<String> heard = new ArrayList<>();
  private final EventPump pump = new EventPump(List.of(new MigrationListener() {}));

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void theFirstFailureStopsTheOthersAndIsThrown() {
    TaskGroup group = new TaskGroup(threads, control, pump, () -> {});
    group.start("writer", () -> control.sleep(60_000));
    group.start(
        "reader",
        () -> {
          throw new MigrationException(
              EngineError.TARGET_NOT_EMPTY, ErrorContext.none(), "as planned");
        });

    assertThatThrownBy(group::await)
        .isInstanceOfSatisfying(
            MigrationException.class,
            error -> assertThat(error.code()).isEqualTo(EngineError.TARGET_NOT_EMPTY));
    assertThat(control.isStopped()).isTrue();
  }

  @Test
  void anErrorOfTheVirtualMachineIsNotLost() {
    TaskGroup group = new TaskGroup(threads, control, pump, () -> {});
    group.start(
        "reader",
        () -> {
          throw new StackOverflowError("as planned");
        });

    assertThatThrownBy(group::await)
        .hasMessageContaining("UNEXPECTED")
        .hasRootCauseInstanceOf(StackOverflowError.class);
  }

  @Test
  void anExecutorThatRunsInlineIsRefusedByName() {
    TaskGroup group = new TaskGroup(Runnable::run, control, pump, () -> {});

    assertThatThrownBy(() -> group.start("reader", () -> heard.add("ran")))
        .hasMessageContaining("EXECUTOR_UNFIT");
    assertThat(heard).isEmpty();
  }

  @Test
  void anExecutorThatIsShutDownIsRefusedByName() {
    threads.shutdown();
    TaskGroup group = new TaskGroup(threads, control, pump, () -> {});

    assertThatThrownBy(() -> group.start("reader", () -> {}))
        .hasMessageContaining("EXECUTOR_UNFIT");
  }
}
