package io.openoms.bench;

import io.openoms.testkit.DatabaseServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code mysqldump | mysql}, where both are installed. Stateless. */
final class PipedDump {

  private static final long LIMIT_MINUTES = 60;

  private PipedDump() {}

  /** Moves a database into a server that lacks it. Blocks. */
  static Duration move(DatabaseServer from, DatabaseServer to, String database)
      throws IOException, InterruptedException {
    to.execute("CREATE DATABASE " + database);
    Path log = Files.createTempFile("openoms-dump-", ".log");
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(
                List.of(
                    "bash",
                    "-c",
                    "set -o pipefail; mysqldump --single-transaction "
                        + address(from)
                        + " | mysql "
                        + address(to),
                    "dump"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
      Duration taken = Duration.ofNanos(System.nanoTime() - began);
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException("mysqldump | mysql failed: " + Files.readString(log));
      }
      return taken;
    } finally {
      process.destroyForcibly();
      Files.delete(log);
    }
  }

  private static String address(DatabaseServer server) {
    return "--protocol=tcp --skip-ssl -h 127.0.0.1 -P "
        + server.port()
        + " -u "
        + server.user()
        + " bench";
  }
}
