package io.openoms.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What SIGTERM and SIGINT do: the command at work is asked to stop, prints its summary, and its own
 * exit code is the process's. Thread-safe.
 */
public final class Termination {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AtomicReference<@Nullable Runnable> STOP = new AtomicReference<>();
  private static final AtomicBoolean ASKED = new AtomicBoolean();

  private final CompletableFuture<Integer> code = new CompletableFuture<>();

  private Termination() {}

  static Termination install() {
    Termination termination = new Termination();
    Runtime.getRuntime().addShutdownHook(new Thread(termination::stop, "oms-termination"));
    return termination;
  }

  /** From now on a signal waits for the command's end, though nothing can be stopped yet. */
  public static void awaitEnd() {
    STOP.set(() -> {});
  }

  /**
   * Sets what stops the command at work; called on another thread, at any moment, twice too. A
   * signal that came earlier stops it at once.
   */
  public static void onSignal(Runnable stop) {
    STOP.set(stop);
    if (ASKED.get()) {
      stop.run();
    }
  }

  void finished(int exitCode) {
    code.complete(exitCode);
  }

  private void stop() {
    ASKED.set(true);
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
