package io.openoms.testkit.internal;

import io.openoms.testkit.TestServerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a program to its end. Stateless. */
final class Command {
  private static final Map<String, String> HOW_TO_GET =
      Map.of(
          "mvn", "install Apache Maven 3.8 or newer",
          "python3", "install Python 3 with pip",
          "bash", "install bash",
          "tar", "install tar and xz",
          "unshare", "install util-linux, or run as another user than root");

  private Command() {}

  /**
   * Runs and waits.
   *
   * @param log receives both outputs
   * @param environment added to the JVM's own
   * @param input fed to the program
   * @param command program and arguments
   * @throws TestServerException when the program is missing or fails, with the end of the log
   */
  static void run(Path log, Map<String, String> environment, Path input, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectInput(input.toFile()).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      String how = HOW_TO_GET.getOrDefault(command.get(0), "check the installation");
      throw new TestServerException("Cannot run " + command.get(0) + ": " + how, e);
    }
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new TestServerException(
            command.get(0) + " failed with code " + code + ":\n" + tail(log));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new TestServerException("Interrupted while running " + command.get(0), e);
    }
  }

  /** The last 3000 characters of a log, for an error message. */
  static String tail(Path log) {
    try {
      String text = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
      return text.substring(Math.max(0, text.length() - 3000));
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }
}
