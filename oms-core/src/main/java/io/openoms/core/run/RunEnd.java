package io.openoms.core.run;

import io.openoms.MigrationResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The end of a run, for those who wait for it. Thread-safe. */
final class RunEnd {

  private static final long LONG_LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final CompletableFuture<MigrationResult> completion = new CompletableFuture<>();
  private final Runnable look;
  private volatile @Nullable MigrationResult result;

  /**
   * The end of a run.
   *
   * @param look called about once a second by those who wait
   */
  RunEnd(Runnable look) {
    this.look = look;
  }

  void finish(MigrationResult outcome) {
    result = outcome;
    ended.countDown();
    completion.complete(outcome);
  }

  Optional<MigrationResult> result() {
    return Optional.ofNullable(result);
  }

  CompletionStage<MigrationResult> completion() {
    return completion.minimalCompletionStage();
  }

  boolean await(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    long left = timeout.toNanos();
    while (!ended.await(Math.min(left, LONG_LOOK_NANOS), TimeUnit.NANOSECONDS)) {
      look.run();
      left = end - System.nanoTime();
      if (left <= 0) {
        return ended.getCount() == 0;
      }
    }
    return true;
  }

  MigrationResult await() throws InterruptedException {
    while (!ended.await(LONG_LOOK_NANOS, TimeUnit.NANOSECONDS)) {
      look.run();
    }
    return result().orElseThrow();
  }

  /** Waits a moment; whether the run has ended. */
  boolean awaitMillis(long millis) throws InterruptedException {
    return ended.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Waits while a run is closed: an interrupt ends the wait and is kept. */
  boolean endsWithin(Duration time) {
    try {
      return ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
