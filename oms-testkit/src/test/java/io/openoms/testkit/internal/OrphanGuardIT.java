package io.openoms.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.Servers;
import io.openoms.testkit.junit.Thorough;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@Thorough
class OrphanGuardIT {
  /** The JVM that is killed: starts a server, says its process id, waits. */
  static final class Victim {
    public static void main(String[] args) throws Exception {
      LocalServer server = (LocalServer) Servers.mysql97().start();
      System.out.println(server.pid());
      Thread.sleep(Duration.ofMinutes(5).toMillis());
    }
  }

  @Test
  void serverDiesWithItsKilledJvm() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = jvm.inputReader(StandardCharsets.US_ASCII);
    String line = out.readLine();
    while (line != null && !line.matches("\\d+")) {
      line = out.readLine(); // the log, when it goes to standard output
    }
    Path server = Path.of("/proc", String.valueOf(line));
    assertThat(server).exists();

    jvm.destroyForcibly().waitFor();

    long limit = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (Files.exists(server) && System.nanoTime() < limit) {
      Thread.sleep(50);
    }
    assertThat(server).doesNotExist();
  }
}
