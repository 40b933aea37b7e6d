package io.openoms.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What SIGTERM and SIGINT do: the command at work is asked to stop, prints its summary, and its own
 * exit code is the process's. Thread-safe.
 */
public final class Termination {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AtomicReference<@Nullable Runnable> STOP = new AtomicReference<>();

  private final CompletableFuture<Integer> code = new CompletableFuture<>();

  private Termination() {}

  static Termination install() {
    Termination termination = new Termination();
    Runtime.getRuntime().addShutdownHook(new Thread(termination::stop, "oms-termination"));
    return termination;
  }

  /** Sets what stops the command at work; it may be called at any moment, on another thread. */
  public static void onSignal(Runnable stop) {
    STOP.set(stop);
  }

  /** Nothing is at work any more that a signal would have to stop. */
  public static void clear() {
    STOP.set(null);
  }

  void finished(int exitCode) {
    code.complete(exitCode);
  }

  private void stop() {
    Runnable work = STOP.get();
    if (code.isDone() || work == null) {
      return;
    }
    work.run();
    try {
      Runtime.getRuntime().halt(code.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      System.err.println("the command did not end in " + PATIENCE.toSeconds() + " s: " + e);
    }
  }
}
