package io.openoms.cli.command;

import io.openoms.MigrationProject;
import io.openoms.ProjectStatus;
import io.openoms.StatementDecision;
import io.openoms.StoppedStatement;
import io.openoms.cli.ExitCode;
import io.openoms.cli.file.ProjectFile;
import io.openoms.cli.output.Console;
import io.openoms.cli.output.JsonStatus;
import io.openoms.error.ConfigurationException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code oms ddl FILE skip|replace "SQL"}. */
@Command(
    name = "ddl",
    mixinStandardHelpOptions = true,
    description = {
      "Decides, once, what becomes at the sink of the statement at which a project stopped.",
      "skip executes nothing there; replace executes SQL, a change of the one table, in its place.",
      "Start the project again afterwards. The sink's table must take the rows that come then."
    })
public final class DdlCommand implements Callable<Integer> {

  private static final String SKIP = "skip";
  private static final String REPLACE = "replace";

  @Mixin private FileCommand file = new FileCommand();

  @Parameters(index = "1", paramLabel = "ACTION", description = "skip or replace.")
  private String action = "";

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "SQL",
      description = "For replace: an ALTER TABLE, CREATE INDEX or DROP INDEX, with db.table.")
  private String sql = "";

  @Override
  public Integer call() {
    return file.run(faults(), this::decide);
  }

  private List<String> faults() {
    if (action.equals(REPLACE)) {
      return sql.isBlank() ? List.of("replace takes the statement for the sink") : List.of();
    }
    if (action.equals(SKIP)) {
      return sql.isEmpty() ? List.of() : List.of("SQL goes with replace");
    }
    return List.of("ACTION takes one of skip, replace");
  }

  private int decide(ProjectFile read) {
    MigrationProject project = read.build(Optional.empty());
    StoppedStatement stop =
        project.status().stream()
            .map(ProjectStatus::stops)
            .flatMap(List::stream)
            .filter(one -> one.decision().isEmpty())
            .findFirst()
            .orElseThrow(() -> nothing(project));
    project.decide(
        stop.transaction(),
        action.equals(SKIP) ? StatementDecision.skip() : StatementDecision.replace(sql));
    if (file.json()) {
      JsonStatus.print(project.name(), project.status());
    } else {
      Console.result(
          "Decided for the statement of "
              + stop.object()
              + " in "
              + stop.transaction()
              + ". Start the project again.");
    }
    return ExitCode.DONE;
  }

  private static ConfigurationException nothing(MigrationProject project) {
    return new ConfigurationException(
        List.of(
            "the project "
                + project.name()
                + " has not stopped at a statement that is to be decided, or runs again"));
  }
}
