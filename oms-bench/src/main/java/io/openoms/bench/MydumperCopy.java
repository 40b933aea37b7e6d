package io.openoms.bench;

import io.openoms.testkit.DatabaseServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * mydumper and myloader, where they are installed: two threads each, one after the other over a
 * directory. The table comes with its index, so the whole is told as the time of the rows.
 */
final class MydumperCopy implements Competitor {

  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** Whether both programs are there. */
  static boolean isInstalled() {
    return Stream.of("mydumper", "myloader").allMatch(MydumperCopy::isOnPath);
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  @Override
  public String name() {
    return "mydumper";
  }

  @Override
  public CopyTimes copy(Task task) throws Exception {
    Path dump = Files.createTempDirectory("openoms-bench-");
    try {
      long began = System.nanoTime();
      long piece = Math.max(1, task.rows() / 20);
      run(dump, "mydumper", task.from(), "-B", task.database(), "-r", "" + piece, "-o", "" + dump);
      run(dump, "myloader", task.to(), "-d", "" + dump);
      return new CopyTimes(Duration.ofNanos(System.nanoTime() - began), Duration.ZERO);
    } finally {
      remove(dump);
    }
  }

  private static void run(Path directory, String program, DatabaseServer server, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program, "-t", "2", "-h", "127.0.0.1"));
    command.addAll(List.of("-P", "" + server.port(), "-u", server.user()));
    command.addAll(List.of(more));
    Path log = directory.resolveSibling(directory.getFileName() + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(LIMIT.toMinutes(), TimeUnit.MINUTES);
    process.destroyForcibly();
    String output = Files.readString(log);
    Files.delete(log);
    if (!ended || process.exitValue() != 0) {
      throw new IllegalStateException(program + (ended ? " failed" : " hung") + ":\n" + output);
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
