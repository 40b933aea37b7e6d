package io.openoms.bench;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import picocli.CommandLine.Option;

/** The option that chooses the source. */
final class SourceServer {

  @Option(
      names = "--source",
      defaultValue = "mysql",
      description = "mysql (9.7), mysql80 or mariadb. Default: ${DEFAULT-VALUE}.")
  private String source = "mysql";

  /** Starts the server. Blocks. */
  DatabaseServer start() throws Exception {
    return switch (source) {
      case "mysql" -> Servers.mysql97().start();
      case "mysql80" -> Servers.mysql80().start();
      case "mariadb" -> Servers.mariaDb().start();
      default -> throw new IllegalArgumentException("--source takes mysql, mysql80, mariadb");
    };
  }
}
