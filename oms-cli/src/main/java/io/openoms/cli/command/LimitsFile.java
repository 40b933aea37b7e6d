package io.openoms.cli.command;

import io.openoms.MigrationRun;
import io.openoms.RunLimits;
import io.openoms.cli.file.ProjectFile;
import io.openoms.cli.output.Console;
import io.openoms.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The limits in a project file, which may be edited while the project runs. Nothing else of the
 * file is taken over before the next run. One thread.
 */
final class LimitsFile {

  private static final String GONE = "";

  private final Path file;
  private String taken;
  private String seen;

  /** That of a file which has just been read. */
  LimitsFile(Path file) {
    this.file = file;
    this.taken = stamp(file);
    this.seen = taken;
  }

  /**
   * Takes the limits over if the file has changed. Editors write a file in several steps, so it
   * must have been the same twice. To be called about once a second.
   */
  void look(MigrationRun run) {
    String now = stamp(file);
    boolean isStill = now.equals(seen);
    seen = now;
    if (isStill && !now.equals(taken) && !now.equals(GONE)) {
      taken = now;
      take(run);
    }
  }

  private void take(MigrationRun run) {
    try {
      RunLimits limits = ProjectFile.read(file).limits();
      if (!limits.equals(run.limits())) {
        run.limits(limits);
        Console.note("The run keeps to other limits now: " + text(limits) + ".");
      }
    } catch (ConfigurationException | IllegalArgumentException e) {
      Console.note("The run keeps its limits, though " + file + " was edited: " + e.getMessage());
    }
  }

  private static String text(RunLimits limits) {
    return "%d readers, %d writers, %d lanes, %s rows and %s bytes a second"
        .formatted(
            limits.readers(),
            limits.writers(),
            limits.lanes(),
            rate(limits.rowsPerSecond()),
            rate(limits.bytesPerSecond()));
  }

  private static String rate(long perSecond) {
    return perSecond == 0 ? "any number of" : String.format("%,d", perSecond);
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.lastModifiedTime() + " " + now.size();
    } catch (IOException e) {
      // An editor may be about to put another file into its place.
      return GONE;
    }
  }
}
