package io.openoms.testkit.internal;

import io.openoms.testkit.KafkaServer;
import io.openoms.testkit.TestServerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Kafka that this JVM runs in a data directory of its own. Thread-safe. */
public final class KafkaProcess implements KafkaServer {

  /** What the server logs when clients can connect. */
  private static final String READY = "Kafka Server started";

  private static @Nullable KafkaServer shared;

  private final JavaServer server;
  private final int port;
  private final boolean isShared;

  private KafkaProcess(JavaServer server, int port, boolean isShared) {
    this.server = server;
    this.port = port;
    this.isShared = isShared;
  }

  /** Starts one of the caller's own. Blocks. */
  public static KafkaServer start(Map<String, String> properties) {
    return start(properties, false);
  }

  /** The one of this JVM; a shutdown hook closes it. Blocks at the first call. */
  public static synchronized KafkaServer shared() {
    if (shared == null) {
      KafkaProcess started = start(Map.of(), true);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(started.server::end, "openoms-testkit-close"));
      shared = started;
    }
    return shared;
  }

  private static KafkaProcess start(Map<String, String> properties, boolean isShared) {
    try {
      Path home = KafkaConfiguration.INSTALLATION.home();
      Path run = Directories.newRun("kafka");
      int port = LocalServer.freePort();
      KafkaConfiguration.write(home, run, port, LocalServer.freePort(), properties);
      JavaServer server =
          new JavaServer("Kafka", run, KafkaConfiguration.command(home, run), READY);
      server.start();
      return new KafkaProcess(server, port, isShared);
    } catch (IOException e) {
      throw new TestServerException("Cannot start Kafka", e);
    }
  }

  @Override
  public String bootstrap() {
    return "127.0.0.1:" + port;
  }

  @Override
  public boolean isRunning() {
    return server.isRunning();
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
    return "Kafka at " + bootstrap();
  }
}
