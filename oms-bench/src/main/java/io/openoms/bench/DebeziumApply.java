package io.openoms.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Debezium's embedded engine and Debezium's JDBC sink with their defaults, in a process of their
 * own, with a heap of 512 MB. Its time has the start of the engine in it, a second or two.
 */
final class DebeziumApply implements IncrementalCompetitor {

  private static final int MOST_CHANGES = 30_000;
  private static final long START_MILLIS = 5_000;

  private final String jars;
  private final Path directory;

  /**
   * The competitor.
   *
   * @param jars its class path, as {@code java -cp} takes it
   */
  DebeziumApply(String jars) throws IOException {
    this.jars = jars;
    this.directory = Files.createTempDirectory("debezium");
  }

  @Override
  public String name() {
    return "Debezium";
  }

  @Override
  public int changes(int wanted) {
    return Math.min(wanted, MOST_CHANGES);
  }

  /**
   * Its position is stored when a change has come through. It says that it polls before it has
   * found where to begin, and nothing when it has.
   */
  @Override
  public void prepare(IncrementalTask task) throws Exception {
    for (String file : List.of("offsets", "history")) {
      Files.deleteIfExists(directory.resolve(file));
    }
    task.createSink();
    Process process = start(task, 1);
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      await(lines, "STREAMING");
      Thread.sleep(START_MILLIS);
      String column = task.table().indexed();
      task.from()
          .execute(
              "USE " + task.database(),
              "UPDATE " + task.table().name() + " SET " + column + " = 7 WHERE id = 1");
      await(lines, "DONE");
    }
  }

  @Override
  public Applied apply(IncrementalTask task) throws Exception {
    Process process = start(task, task.backlog().changes());
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String[] figures = await(lines, "DONE").split(" ", -1);
      return new Applied(Duration.ofNanos(Long.parseLong(figures[1])), Long.parseLong(figures[2]));
    } finally {
      process.waitFor();
    }
  }

  private Process start(IncrementalTask task, int changes) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            jars,
            "io.openoms.bench.debezium.DebeziumRun",
            directory.toString(),
            "" + task.from().port(),
            task.from().user(),
            task.to().jdbcUrl() + task.database(),
            task.to().user(),
            task.database(),
            task.table().name(),
            "" + changes)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String await(BufferedReader lines, String wanted) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(wanted)) {
        return line;
      }
      if (line.startsWith("FAILED")) {
        throw new IOException("Debezium " + line);
      }
    }
    throw new IOException("Debezium ended without " + wanted);
  }
}
