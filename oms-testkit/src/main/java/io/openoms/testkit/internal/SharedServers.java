package io.openoms.testkit.internal;

import io.openoms.testkit.DatabaseServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The servers that all tests of this JVM use together; a shutdown hook closes them. */
public final class SharedServers {
  private static final Map<Key, DatabaseServer> RUNNING = new HashMap<>();

  private record Key(ServerKind kind, List<String> options, boolean hostile) {}

  private SharedServers() {}

  /** Gives the one of this kind and these options, started at the first call. */
  public static synchronized DatabaseServer get(
      ServerKind kind, List<String> options, boolean hostile) {
    return RUNNING.computeIfAbsent(
        new Key(kind, options, hostile),
        key -> {
          DatabaseServer server = ServerLauncher.start(kind, options, hostile);
          Runtime.getRuntime().addShutdownHook(new Thread(server::close, "openoms-testkit-close"));
          return new BorrowedServer(server);
        });
  }
}
