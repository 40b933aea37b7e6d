package io.openoms.cli.command;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --page [PORT]}. */
final class PageOption {

  private static final int LAST_PORT = 65_535;

  @Option(
      names = "--page",
      arity = "0..1",
      fallbackValue = "0",
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
