package io.openoms.cli.command;

import io.openoms.cli.ExitCode;
import io.openoms.cli.output.Console;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import io.openoms.testkit.TestServerException;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code oms demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts two servers of its own, fills a shop, migrates and verifies it while a writer changes"
          + " it, and compares the result by plain SQL.",
      "Then spoils three rows at the sink, shows how verification finds and repairs them, and moves"
          + " the writer to the sink and back.",
      "The servers are fetched once into the user's cache; nothing is left running."
    })
public final class DemoCommand implements Callable<Integer> {

  private static final String OCEANBASE = "oceanbase";

  @Option(
      names = "--rows",
      defaultValue = "200000",
      description = "Orders in the shop, with about five rows each. Default: ${DEFAULT-VALUE}.")
  private long rows;

  @Option(
      names = "--source",
      defaultValue = "mysql",
      description =
          "mysql (9.7), mysql80 or mariadb, which go into OceanBase; or oceanbase, which goes into"
              + " MySQL 9.7. Default: ${DEFAULT-VALUE}.")
  private String source = "mysql";

  @Mixin private PageOption page = new PageOption();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SQLException {
    if (rows < 1) {
      throw new ParameterException(spec.commandLine(), "--rows takes 1 or more");
    }
    if (!page.faults().isEmpty()) {
      throw new ParameterException(spec.commandLine(), String.join("; ", page.faults()));
    }
    ServerSpec server = server();
    Console.note("Starting two servers; the first time they are fetched (about 110 MB) …");
    try (DatabaseServer from = server.start();
        DatabaseServer to = sink().start();
        Runs runs = new Runs(page.port())) {
      Console.note("source: " + from.version() + "   sink: " + to.version());
      return new Demo(runs, from, to, rows).run();
    } catch (TestServerException e) {
      Console.error(e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private ServerSpec server() {
    return switch (source) {
      case "mysql" -> Servers.mysql97();
      case "mysql80" -> Servers.mysql80();
      case "mariadb" -> Servers.mariaDb();
      case OCEANBASE -> Servers.oceanBase();
      default ->
          throw new ParameterException(
              spec.commandLine(),
              "--source takes "
                  + String.join(
                      ", ", new TreeSet<>(Set.of("mysql", "mysql80", "mariadb", OCEANBASE))));
    };
  }

  private ServerSpec sink() {
    return source.equals(OCEANBASE) ? Servers.mysql97() : Servers.oceanBase();
  }
}
