package io.openoms.testkit.internal;

import io.openoms.testkit.HBaseServer;
import io.openoms.testkit.TestServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HBase that this JVM runs in a data directory of its own. Thread-safe. */
public final class HBaseProcess implements HBaseServer {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  /** What the master logs when tables can be used. */
  private static final String READY = "Master has completed initialization";

  private static @Nullable HBaseServer shared;

  private final Path home;
  private final Path run;
  private final int port;
  private final boolean isShared;
  private int launches;
  private @Nullable GuardedProcess process;
  private boolean closed;

  private HBaseProcess(Path home, Path run, int port, boolean isShared) {
    this.home = home;
    this.run = run;
    this.port = port;
    this.isShared = isShared;
  }

  /** Starts one of the caller's own. Blocks. */
  public static HBaseServer start(Map<String, String> properties) {
    return start(properties, false);
  }

  /** The one of this JVM; a shutdown hook closes it. Blocks at the first call. */
  public static synchronized HBaseServer shared() {
    if (shared == null) {
      HBaseProcess started = start(Map.of(), true);
      Runtime.getRuntime().addShutdownHook(new Thread(started::end, "openoms-testkit-close"));
      shared = started;
    }
    return shared;
  }

  private static HBaseProcess start(Map<String, String> properties, boolean isShared) {
    try {
      Path home = HBaseInstallation.home();
      Path run = Directories.newRun("hbase");
      int port = LocalServer.freePort();
      HBaseConfiguration.write(run, port, properties);
      HBaseProcess server = new HBaseProcess(home, run, port, isShared);
      try {
        server.launch();
      } catch (IOException | RuntimeException e) {
        server.end();
        throw e;
      }
      return server;
    } catch (IOException e) {
      throw new TestServerException("Cannot start HBase", e);
    }
  }

  private synchronized void launch() throws IOException {
    Path log = run.resolve("server-" + ++launches + ".log");
    Files.createFile(log);
    GuardedProcess started =
        GuardedProcess.start(log, Map.of(), HBaseConfiguration.command(home, run));
    process = started;
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    while (!Files.readString(log).contains(READY)) {
      if (!started.isAlive() || System.nanoTime() > limit) {
        throw new TestServerException("HBase did not start:\n" + Command.tail(log));
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TestServerException("Interrupted while starting HBase", e);
      }
    }
  }

  @Override
  public String zookeeper() {
    return "127.0.0.1:" + port;
  }

  @Override
  public synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  @Override
  public synchronized long pid() {
    if (process == null) {
      throw new IllegalStateException("Not running: " + this);
    }
    return process.pid();
  }

  @Override
  public synchronized void kill() {
    if (process != null) {
      process.kill();
    }
  }

  @Override
  public synchronized void restart() {
    if (closed) {
      throw new IllegalStateException("Closed: " + this);
    }
    kill();
    try {
      launch();
    } catch (IOException e) {
      throw new TestServerException("Cannot restart " + this, e);
    }
  }

  @Override
  public void close() {
    if (!isShared) {
      end();
    }
  }

  private synchronized void end() {
    if (!closed) {
      closed = true;
      kill();
      Directories.remove(run);
    }
  }

  @Override
  public String toString() {
    return "HBase at " + zookeeper();
  }
}
