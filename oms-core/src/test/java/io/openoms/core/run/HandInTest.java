package io.openoms.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.core.error.EngineError;
import io.openoms.core.task.Control;
import io.openoms.error.MigrationException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A run whose executor never begins it ends by name; one that was begun is left alone. */
class HandInTest {

  private final Control control = new Control();
  private final Leading task = new Leading();
  private final Queue<Runnable> queue = new ArrayDeque<>();

  /** Remembers how it was ended. */
  private static final class Leading implements LeadingTask {

    private final List<String> ends = new ArrayList<>();
    private volatile boolean taken;

    @Override
    public void run() {
      taken = true;
    }

    @Override
    public boolean isTaken() {
      return taken;
    }

    @Override
    public void endUnbegun(@Nullable MigrationException failure) {
      taken = true;
      ends.add(failure == null ? "stopped" : failure.code().name());
    }
  }

  @Test
  void anExecutorWithoutAFreeThreadEndsTheRunByName() {
    HandIn handIn = new HandIn(queue::add, control, task, 2, Duration.ZERO);
    handIn.begin("leading");
    handIn.look();
    handIn.look();
    assertThat(task.ends).containsExactly(EngineError.EXECUTOR_STARVED.name());
    assertThat(control.isStopped()).isFalse();
  }

  @Test
  void anExecutorThatIsKnownToBeTooSmallEndsTheRunBeforeItBegins() {
    ExecutorService one = Executors.newFixedThreadPool(1);
    try {
      new HandIn(one, control, task, 2).begin("leading");
    } finally {
      one.shutdownNow();
    }
    assertThat(task.ends).containsExactly(EngineError.EXECUTOR_STARVED.name());
  }

  @Test
  void anExecutorHasSomeTime() {
    HandIn handIn = new HandIn(queue::add, control, task, 2);
    handIn.begin("leading");
    handIn.look();
    assertThat(task.ends).isEmpty();
  }

  @Test
  void aRunThatWasBegunIsLeftAloneHoweverLongItTakes() throws Exception {
    HandIn handIn = new HandIn(queue::add, control, task, 2, Duration.ZERO);
    handIn.begin("leading");
    Thread worker = new Thread(queue.remove());
    worker.start();
    worker.join();
    handIn.look();
    assertThat(task.ends).isEmpty();
  }

  @Test
  void anExecutorThatWasShutDownStopsTheRun() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    CountDownLatch hold = new CountDownLatch(1);
    one.execute(() -> awaitQuietly(hold));
    HandIn handIn = new HandIn(one, control, task, 2);
    handIn.begin("leading");
    one.shutdownNow();
    assertThat(one.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    handIn.look();
    assertThat(task.ends).containsExactly("stopped");
    assertThat(control.isStopped()).isTrue();
  }

  private static void awaitQuietly(CountDownLatch hold) {
    try {
      hold.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
