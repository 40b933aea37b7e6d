package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.DatabaseServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts {@link KillableCopy} as a process that copies a database and follows it. */
public record FollowProcess(String database, DatabaseServer from, DatabaseServer to, Path spool) {

  /** Has it follow until it is killed, instead of until it has caught up. */
  static final String ENDLESS = "-Dopenoms.follow.endless=true";

  private static final int CHUNK_ROWS = 100;
  private static final int SLOWLY = 4_000;
  static final int KILLED = 137;
  // The edge may not be passed at all, or be passed late on a busy machine.
  private static final int LIMIT_SECONDS = 240;

  Process start(String... options) throws Exception {
    return start(SLOWLY, options);
  }

  /** The same, copying so many rows a second. */
  Process start(int rowsPerSecond, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-Dopenoms.follow=" + spool);
    return new CopyProcess(database, from, to, CHUNK_ROWS)
        .start(rowsPerSecond, all.toArray(String[]::new));
  }

  /** Runs it to its end, which must come within ten minutes. */
  public int exit(String... options) throws Exception {
    return exit(start(options));
  }

  static int exit(Process process) throws Exception {
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("the run ends").isTrue();
    return process.exitValue();
  }

  /**
   * Starts it and has it die at an edge between engine and server, or kills it somewhere.
   *
   * @param edge such as {@code SinkTransaction.commit before#3}
   * @param options of the process
   * @return whether it died there
   */
  public boolean dieAtEdge(String edge, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of(ENDLESS, "-Dopenoms.edge=" + edge));
    Process process = start(all.toArray(String[]::new));
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    kill(process, edge);
    return ended;
  }

  /** As {@link #dieAtEdge}, at a place within the engine. */
  boolean dieAtPlace(String place, int passing) throws Exception {
    try (DeadlyBreakpoint breakpoint = new DeadlyBreakpoint(place, passing)) {
      Process process = start(ENDLESS, breakpoint.option());
      boolean struck = breakpoint.strike(process, LIMIT_SECONDS);
      kill(process, place);
      return struck;
    }
  }

  /** As {@link #dieAtPlace}, of a run that ends by itself when it has caught up. */
  boolean dieEnding(String place) throws Exception {
    try (DeadlyBreakpoint breakpoint = new DeadlyBreakpoint(place, 1)) {
      Process process = start(breakpoint.option());
      boolean struck = breakpoint.strike(process, LIMIT_SECONDS);
      process.destroyForcibly().waitFor();
      return struck;
    }
  }

  /** Starts it and kills it after that time. */
  public void dieAfter(long millis) throws Exception {
    Process process = start(ENDLESS);
    process.waitFor(millis, TimeUnit.MILLISECONDS);
    kill(process, millis + " ms");
  }

  /** Kills what still runs; nothing may have ended in another way. */
  private static void kill(Process process, String where) throws Exception {
    process.destroyForcibly().waitFor();
    assertThat(process.exitValue()).as("the exit with death at %s", where).isEqualTo(KILLED);
  }

  void loseTheSpool() throws Exception {
    try (var files = Files.walk(spool)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }
}
