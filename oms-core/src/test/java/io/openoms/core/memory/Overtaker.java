package io.openoms.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationResult;
import io.openoms.error.MigrationException;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.fault.Strike;
import io.openoms.testkit.memory.MemoryError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Starts a second engine, and goes on once it has taken over, or waits to. Struck once. */
final class Overtaker {

  private final Project project;
  private final CountDownLatch takenOver = new CountDownLatch(1);
  private volatile @Nullable Future<MigrationResult> second;

  Overtaker(Project project) {
    this.project = project;
  }

  void overtake(Call call) {
    Predicate<Call> takeOver = it -> it.name().equals("StateStore.takeOver");
    Faults tell = Strike.after(takeOver, it -> takenOver.countDown());
    Future<MigrationResult> run =
        Project.threads()
            .submit(() -> project.run(tell.and(new Busy(project.shop)), project.death()));
    second = run;
    try {
      // Within a transaction that has changed something, it waits for that one's end.
      while (!takenOver.await(5, TimeUnit.MILLISECONDS) && !project.stateServer().hasWaiting()) {
        assertThat(run.isDone()).as("the second engine ended before its takeover").isFalse();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * One of both engines at the most was stopped, by the other one: struck before its own takeover,
   * the first one overtakes the second in turn.
   */
  void requireOneFenced(MigrationResult first, String as) throws Exception {
    List<MigrationException> errors = new ArrayList<>(first.error().stream().toList());
    Future<MigrationResult> run = second;
    if (run != null) {
      errors.addAll(run.get(2, TimeUnit.MINUTES).error().stream().toList());
    }
    assertThat(errors).as(as).hasSizeLessThan(2);
    errors.forEach(
        error ->
            assertThat(error.code()).as("%s: %s", as, error).isEqualTo(MemoryError.MEMORY_FENCED));
  }
}
