package io.openoms.cli.command;

import io.openoms.cli.ExitCode;
import io.openoms.cli.file.ProjectFile;
import io.openoms.cli.output.Console;
import io.openoms.cli.output.JsonEvents;
import io.openoms.cli.output.JsonSummary;
import io.openoms.error.ConfigurationException;
import io.openoms.error.MigrationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What commands over a project file share: the file, {@code --json}, how faults are told. */
final class FileCommand {

  /** What a command does with its project. */
  interface Work {
    int with(ProjectFile file);
  }

  @Parameters(index = "0", paramLabel = "FILE", description = "The project file, in YAML.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "One JSON object a line on standard output.")
  private boolean json;

  boolean json() {
    return json;
  }

  Path file() {
    return file;
  }

  /** Reads the file and works; what cannot begin is told in the form that was asked for. */
  int run(List<String> usageFaults, Work work) {
    String project = null;
    try {
      ProjectFile read = read(usageFaults);
      project = read.name();
      return work.with(read);
    } catch (ConfigurationException e) {
      e.faults().forEach(fault -> tell(e, fault));
      return end(project, ExitCode.USAGE);
    } catch (MigrationException e) {
      tell(e, json ? e.description() : e.getMessage());
      return end(project, ExitCode.of(e));
    } catch (RuntimeException e) {
      // The last line is a summary, whatever happened; the fault itself is told further up.
      end(project, ExitCode.FAILED);
      throw e;
    }
  }

  /** The file, unless it or the call has faults: those of both are told at once. */
  private ProjectFile read(List<String> usageFaults) {
    List<String> faults = new ArrayList<>(usageFaults);
    try {
      ProjectFile read = ProjectFile.read(file);
      if (faults.isEmpty()) {
        return read;
      }
    } catch (ConfigurationException e) {
      faults.addAll(e.faults());
    }
    throw new ConfigurationException(faults);
  }

  private void tell(MigrationException error, String text) {
    if (json) {
      JsonEvents.error(
          new MigrationException(error.code(), error.context(), text), error.isRetryable());
    } else {
      Console.error(text);
    }
  }

  private int end(@Nullable String project, int exit) {
    if (json) {
      JsonSummary.printNothing(project, exit);
    }
    return exit;
  }
}
