package io.openoms.cli.command;

import io.openoms.cli.ExitCode;
import io.openoms.cli.file.ProjectFile;
import io.openoms.cli.output.Console;
import io.openoms.cli.output.JsonSummary;
import io.openoms.error.ConfigurationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code oms release FILE}. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    description = {
      "Removes what the project keeps at the sink for itself, its state above all, after asking.",
      "Migrated objects stay. A process that is at work on the project is stopped."
    })
public final class ReleaseCommand implements Callable<Integer> {

  @Mixin private FileCommand file = new FileCommand();

  @Option(names = "--yes", description = "Asks no question.")
  private boolean yes;

  @Override
  public Integer call() {
    return file.run(List.of(), this::release);
  }

  private int release(ProjectFile project) {
    if (!yes && !isConfirmed(project.name())) {
      Console.note("Nothing was removed.");
      return end(project, ExitCode.FAILED);
    }
    boolean removed = project.build(Optional.empty()).release();
    if (!file.json()) {
      Console.result(
          removed
              ? "The state of the project " + project.name() + " was removed."
              : "The project " + project.name() + " has no state; there is nothing to release.");
    }
    return end(project, ExitCode.DONE);
  }

  private int end(ProjectFile project, int exit) {
    if (file.json()) {
      JsonSummary.printNothing(project.name(), exit);
    }
    return exit;
  }

  private static boolean isConfirmed(String name) {
    Console.note(
        "Remove the stored state of the project " + name + "? It cannot go on then. [y/N]");
    try {
      String answer =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      if (answer == null) {
        throw new ConfigurationException(
            List.of("release asks before it removes, and nobody answers; give --yes"));
      }
      return List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
