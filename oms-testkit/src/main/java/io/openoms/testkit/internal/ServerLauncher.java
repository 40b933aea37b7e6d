package io.openoms.testkit.internal;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.TestServerException;
import java.io.IOException;
import java.util.List;

/** Finds a server in the documented order: the environment's, an installed one, a download. */
public final class ServerLauncher {
  private ServerLauncher() {}

  /** Gives a running server; options are refused for one that somebody else runs. */
  public static DatabaseServer start(ServerKind kind, List<String> options, boolean hostile) {
    String prefix = "OPENOMS_" + kind.name();
    String url = System.getenv(prefix + "_URL");
    if (url != null && !url.isEmpty()) {
      if (!options.isEmpty() || hostile) {
        throw new TestServerException(prefix + "_URL is set: cannot give it options " + options);
      }
      return new ExternalServer(
          url,
          System.getenv().getOrDefault(prefix + "_USER", kind.administrator()),
          System.getenv().getOrDefault(prefix + "_PASSWORD", ""));
    }
    try {
      return LocalServer.start(
          kind, ServerCache.home(kind), options, hostile ? Hostility.of(kind) : Hostility.NONE);
    } catch (IOException e) {
      throw new TestServerException("Cannot start " + kind, e);
    }
  }
}
