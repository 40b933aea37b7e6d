package io.openoms.testkit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Where downloads and data live on disk. A data directory is named by the process that owns it. */
final class Directories {
  private static final AtomicInteger SEQUENCE = new AtomicInteger();

  private Directories() {}

  /** {@code ${XDG_CACHE_HOME:-$HOME/.cache}/openoms}. */
  static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    return xdg == null || xdg.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "openoms")
        : Path.of(xdg, "openoms");
  }

  /** A new data directory of this process; removes those whose owners are dead. */
  static Path newRun(String kind) throws IOException {
    Path runs = Files.createDirectories(cache().resolve("run"));
    try (Stream<Path> all = Files.list(runs)) {
      all.filter(Directories::stale).forEach(Directories::remove);
    }
    ProcessHandle self = ProcessHandle.current();
    String name = self.pid() + "-" + startOf(self) + "-" + SEQUENCE.incrementAndGet() + "-" + kind;
    return Files.createDirectory(runs.resolve(name));
  }

  // The start time is compared too, because a process id is used again sooner or later; with some
  // slack, because it is computed from a boot time that clock adjustments move.
  private static boolean stale(Path run) {
    List<String> parts = List.of(run.getFileName().toString().split("-", -1));
    if (parts.size() < 4) {
      return false;
    }
    long start = Long.parseLong(parts.get(1));
    return ProcessHandle.of(Long.parseLong(parts.get(0)))
        .filter(owner -> Math.abs(startOf(owner) - start) < Duration.ofSeconds(5).toMillis())
        .isEmpty();
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** Removes a directory and all in it; what vanished meanwhile is fine. */
  static void remove(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
