package io.openoms.testkit.internal;

import io.openoms.testkit.TestServerException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A server process that cannot outlive this JVM: a shell holds it and kills it when the pipe from
 * the JVM closes, however the JVM ends.
 */
final class GuardedProcess {
  // Signals of a terminal go to the whole group; the guard must outlive them to do its work.
  private static final String GUARD =
      "trap '' INT HUP TERM; log=$1; shift; \"$@\" >>\"$log\" 2>&1 </dev/null & p=$!; echo $p;"
          + " cat >/dev/null; kill -9 $p; wait $p";

  private final Process guard;
  private final long pid;

  private GuardedProcess(Process guard, long pid) {
    this.guard = guard;
    this.pid = pid;
  }

  static GuardedProcess start(Path log, Map<String, String> environment, List<String> server)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", GUARD, "sh", log.toString()));
    command.addAll(server);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .directory(Objects.requireNonNull(log.getParent()).toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    Process guard = builder.start();
    BufferedReader out = guard.inputReader(StandardCharsets.US_ASCII);
    return new GuardedProcess(guard, Long.parseLong(out.readLine().trim()));
  }

  long pid() {
    return pid;
  }

  /** Whether the server lives; one that ended by itself stays a zombie of its guard. */
  boolean isAlive() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return guard.isAlive() && stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false; // no such process any more
    }
  }

  /** Waits until the process is gone, which was asked to end. */
  void awaitEnd(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (isAlive()) {
        if (System.nanoTime() > end) {
          throw new TestServerException("Process " + pid + " does not end");
        }
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestServerException("Interrupted while stopping process " + pid, e);
    }
  }

  /** SIGKILL, and waits until the process is gone. */
  void kill() {
    try {
      guard.getOutputStream().close();
      guard.waitFor();
    } catch (IOException e) {
      throw new TestServerException("Cannot stop process " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestServerException("Interrupted while stopping process " + pid, e);
    }
  }
}
