package io.openoms.cli;

import io.openoms.cli.command.AddCommand;
import io.openoms.cli.command.DdlCommand;
import io.openoms.cli.command.DemoCommand;
import io.openoms.cli.command.PlanCommand;
import io.openoms.cli.command.ReleaseCommand;
import io.openoms.cli.command.RemoveCommand;
import io.openoms.cli.command.RetryCommand;
import io.openoms.cli.command.RunCommand;
import io.openoms.cli.command.SkipCommand;
import io.openoms.cli.command.StatusCommand;
import io.openoms.cli.command.SwitchBackCommand;
import io.openoms.cli.command.SwitchCommand;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program behind {@code ./oms}. */
@Command(
    name = "oms",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Migrates databases: definitions, rows, and changes as they are made.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything asked for was done",
      "1:something failed, and is named; or the run was stopped before it was done",
      "2:bad usage or configuration; nothing was touched",
      "3:verification found differences"
    },
    subcommands = {
      DemoCommand.class,
      PlanCommand.class,
      RunCommand.class,
      StatusCommand.class,
      RetryCommand.class,
      SkipCommand.class,
      AddCommand.class,
      RemoveCommand.class,
      DdlCommand.class,
      SwitchCommand.class,
      SwitchBackCommand.class,
      ReleaseCommand.class,
      GenerateCompletion.class
    })
public final class Oms implements Runnable {

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  /** Runs one command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    Termination termination = Termination.install();
    int code =
        new CommandLine(new Oms())
            .setExecutionExceptionHandler(new Failures())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments);
    termination.finished(code);
    System.exit(code);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}
