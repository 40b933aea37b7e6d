package io.openoms.testkit.internal;

import io.openoms.testkit.HBaseServer;
import io.openoms.testkit.TestServerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HBase that this JVM runs in a data directory of its own. Thread-safe. */
public final class HBaseProcess implements HBaseServer {

  /** What the master logs when tables can be used. */
  private static final String READY = "Master has completed initialization";

  private static @Nullable HBaseServer shared;

  private final JavaServer server;
  private final int port;
  private final boolean isShared;

  private HBaseProcess(JavaServer server, int port, boolean isShared) {
    this.server = server;
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
      HBaseProcess started = start(HBaseConfiguration.PATIENT, true);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(started.server::end, "openoms-testkit-close"));
      shared = started;
    }
    return shared;
  }

  private static HBaseProcess start(Map<String, String> properties, boolean isShared) {
    try {
      Path home = HBaseConfiguration.INSTALLATION.home();
      Path run = Directories.newRun("hbase");
      int port = LocalServer.freePort();
      HBaseConfiguration.write(run, port, properties);
      JavaServer server =
          new JavaServer("HBase", run, HBaseConfiguration.command(home, run), READY);
      server.start();
      return new HBaseProcess(server, port, isShared);
    } catch (IOException e) {
      throw new TestServerException("Cannot start HBase", e);
    }
  }

  @Override
  public String zookeeper() {
    return "127.0.0.1:" + port;
  }

  @Override
  public boolean isRunning() {
    return server.isRunning();
  }

  @Override
  public long pid() {
    return server.pid();
  }

  @Override
  public void kill() {
    server.kill();
  }

  @Override
  public void restart() {
    server.restart();
  }

  @Override
  public void close() {
    if (!isShared) {
      server.end();
    }
  }

  @Override
  public String toString() {
    return "HBase at " + zookeeper();
  }
}
