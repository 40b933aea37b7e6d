package io.openoms.testkit.internal;

import io.openoms.testkit.TestServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server in Java that this JVM runs in a data directory of its own, and that says in its log when
 * it can be used. Thread-safe.
 */
final class JavaServer {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final String name;
  private final Path run;
  private final List<String> command;
  private final String ready;
  private int launches;
  private @Nullable GuardedProcess process;
  private boolean closed;

  /**
   * A server that does not run yet.
   *
   * @param name for people
   * @param run its directory, which is removed at the end
   * @param command the program and its arguments, in the foreground
   * @param ready what it logs when it can be used
   */
  JavaServer(String name, Path run, List<String> command, String ready) {
    this.name = name;
    this.run = run;
    this.command = command;
    this.ready = ready;
  }

  /** Starts it, and waits until it can be used; one that does not start is ended for good. */
  void start() throws IOException {
    try {
      launch();
    } catch (IOException | RuntimeException e) {
      end();
      throw e;
    }
  }

  private synchronized void launch() throws IOException {
    Path log = run.resolve("server-" + ++launches + ".log");
    Files.createFile(log);
    GuardedProcess started = GuardedProcess.start(log, Map.of(), command);
    process = started;
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    while (!Files.readString(log).contains(ready)) {
      if (!started.isAlive() || System.nanoTime() > limit) {
        throw new TestServerException(name + " did not start:\n" + Command.tail(log));
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TestServerException("Interrupted while starting " + name, e);
      }
    }
  }

  synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  synchronized long pid() {
    if (process == null) {
      throw new IllegalStateException("Not running: " + name);
    }
    return process.pid();
  }

  synchronized void kill() {
    if (process != null) {
      process.kill();
    }
  }

  synchronized void restart() {
    if (closed) {
      throw new IllegalStateException("Closed: " + name);
    }
    kill();
    try {
      launch();
    } catch (IOException e) {
      throw new TestServerException("Cannot restart " + name, e);
    }
  }

  synchronized void end() {
    if (!closed) {
      closed = true;
      kill();
      Directories.remove(run);
    }
  }
}
