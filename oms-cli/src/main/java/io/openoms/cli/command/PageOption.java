package io.openoms.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code --page [PORT]}. */
final class PageOption {

  private static final int LAST_PORT = 65_535;

  /** Takes what follows where it is a number: otherwise it is the file, and any port will do. */
  private static final class PortIfGiven implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> rest, ArgSpec page, CommandSpec command) {
      boolean isPort = !rest.isEmpty() && rest.peek().matches("\\d{1,9}");
      page.setValue(isPort ? Integer.valueOf(rest.pop()) : 0);
    }
  }

  @Option(
      names = "--page",
      arity = "0..1",
      parameterConsumer = PortIfGiven.class,
      paramLabel = "PORT",
      description = {
        "Shows the run on a page at 127.0.0.1, and prints its URL on standard error.",
        "Without PORT at any port that is free."
      })
  private @Nullable Integer port;

  Optional<Integer> port() {
    return Optional.ofNullable(port);
  }

  List<String> faults() {
    return port == null || (port >= 0 && port <= LAST_PORT)
        ? List.of()
        : List.of("--page takes a port of 0 to " + LAST_PORT);
  }
}
