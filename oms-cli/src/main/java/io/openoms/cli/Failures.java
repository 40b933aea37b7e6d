package io.openoms.cli;

import io.openoms.cli.output.Console;
import io.openoms.error.MigrationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What a command throws, said in one line; a stack trace only for what nobody foresaw. */
final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
    if (error instanceof MigrationException known) {
      Console.error(known.getMessage());
      return ExitCode.of(known);
    }
    Console.error("unexpected: " + error);
    error.printStackTrace();
    return ExitCode.FAILED;
  }
}
