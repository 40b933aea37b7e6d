package io.openoms.cli.command;

import io.openoms.cli.ExitCode;
import io.openoms.cli.output.Console;
import io.openoms.hbase.HBase;
import io.openoms.oceanbase.Obkv;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.HBaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.TestServerException;
import java.io.IOException;
import java.sql.SQLException;
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

  /** Its cells take a way of their own. */
  private static final String HBASE = "hbase";

  @Option(
      names = "--rows",
      defaultValue = "200000",
      description = "Orders in the shop, with about five rows each. Default: ${DEFAULT-VALUE}.")
  private long rows;

  @Option(
      names = "--source",
      defaultValue = "mysql",
      description =
          "mysql (9.7), mysql80, mariadb or postgresql, which go into OceanBase; oceanbase, which"
              + " goes into MySQL 9.7; or hbase, which goes into OceanBase's tables of cells."
              + " Default: ${DEFAULT-VALUE}.")
  private String source = "mysql";

  @Mixin private PageOption page = new PageOption();

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws SQLException, IOException {
    if (rows < 1) {
      throw new ParameterException(spec.commandLine(), "--rows takes 1 or more");
    }
    if (!page.faults().isEmpty()) {
      throw new ParameterException(spec.commandLine(), String.join("; ", page.faults()));
    }
    return source.equals(HBASE) ? cells() : tables();
  }

  private int tables() throws SQLException {
    DemoPair pair =
        DemoPair.of(source)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "--source takes " + DemoPair.labels() + ", " + HBASE));
    Console.note("Starting two servers; the first time they are fetched (about 110 MB) …");
    try (DatabaseServer from = pair.source().start();
        DatabaseServer to = pair.sink().start();
        Runs runs = new Runs(page.port())) {
      Console.note("source: " + from.version() + "   sink: " + to.version());
      return new Demo(pair, runs, from, to, rows).run();
    } catch (TestServerException e) {
      Console.error(e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private int cells() throws SQLException, IOException {
    Console.note("Starting two servers; the first time they are fetched (about 180 MB) …");
    try (HBaseServer from = HBaseServer.start();
        CellShop shop = CellShop.at(from.zookeeper());
        DatabaseServer to = Servers.oceanBase().start();
        Runs runs = new Runs(page.port())) {
      Console.note("source: HBase 2.6   sink: " + to.version());
      return new CellDemo(
              runs,
              shop,
              HBase.at(from.zookeeper()),
              to,
              Obkv.at(to.jdbcUrl()).credentials(to.user(), to.password()),
              rows)
          .run();
    } catch (TestServerException e) {
      Console.error(e.getMessage());
      return ExitCode.FAILED;
    }
  }
}
