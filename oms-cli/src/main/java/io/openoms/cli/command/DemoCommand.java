package io.openoms.cli.command;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.Phase;
import io.openoms.cli.ExitCode;
import io.openoms.cli.output.Console;
import io.openoms.cli.output.Figures;
import io.openoms.cli.output.LiveDisplay;
import io.openoms.cli.output.ResultTable;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import io.openoms.testkit.TestServerException;
import io.openoms.testkit.sample.ShopSchema;
import io.openoms.testkit.sample.ShopWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code oms demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts two servers of its own, fills a shop, migrates it, compares the result.",
      "The servers are fetched once into the user's cache; nothing is left running."
    })
public final class DemoCommand implements Callable<Integer> {

  private static final String DATABASE = "shop";

  @Option(
      names = "--rows",
      defaultValue = "200000",
      description = "Orders in the shop, with about five rows each. Default: ${DEFAULT-VALUE}.")
  private long rows;

  @Option(
      names = "--source",
      defaultValue = "mysql",
      description = "mysql (9.7), mysql80 or mariadb. Default: ${DEFAULT-VALUE}.")
  private String source = "mysql";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SQLException {
    if (rows < 1) {
      throw new ParameterException(spec.commandLine(), "--rows takes 1 or more");
    }
    ServerSpec server = server();
    Console.note("Starting two servers; the first time they are fetched (about 110 MB) …");
    try (DatabaseServer from = server.start();
        DatabaseServer to = Servers.oceanBase().start()) {
      Console.note("source: " + from.version() + "   sink: " + to.version());
      return demo(from, to);
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
      default ->
          throw new ParameterException(
              spec.commandLine(),
              "--source takes "
                  + String.join(", ", new TreeSet<>(Set.of("mysql", "mysql80", "mariadb"))));
    };
  }

  private int demo(DatabaseServer from, DatabaseServer to) throws SQLException {
    ShopSchema shop = ShopSchema.of(DATABASE, rows);
    Console.note("Filling a shop with " + Figures.count(rows) + " orders …");
    shop.create(from);
    LiveDisplay display = new LiveDisplay();
    MigrationProject project =
        MigrationProject.builder("demo")
            .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
            .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
            .objects(o -> o.include(DATABASE + ".*"))
            .phases(p -> p.schema().full().incremental())
            .listener(display)
            .build();
    Console.note("A writer changes the shop from now on, while it is copied and after that.");
    MigrationResult result = DemoRun.of(project, ShopWriter.start(from, shop, rows, 1));
    display.end();
    Console.result("");
    result.following().ifPresent(ResultTable::print);
    if (!result.isComplete()) {
      ResultTable.print(result.phases(), result.objects());
      return ExitCode.FAILED;
    }
    Console.note("Comparing every row on both sides by plain SQL …");
    Comparison comparison =
        Comparison.of(
            from,
            to,
            DATABASE,
            Stream.concat(shop.tables().stream(), shop.views().stream()).toList());
    comparison.print();
    print(result, comparison);
    return comparison.isEqual() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static void print(MigrationResult result, Comparison comparison) {
    Duration copy = result.phases().get(Phase.FULL).elapsed();
    long moved = result.phases().get(Phase.FULL).rows();
    long rate = moved * 1000 / Math.max(1, copy.toMillis());
    Console.result(
        Figures.count(moved)
            + " rows with their indexes in "
            + Figures.seconds(copy)
            + ", "
            + Figures.count(rate)
            + " rows/s; "
            + (comparison.isEqual() ? "source and sink are equal." : "SOURCE AND SINK DIFFER."));
  }
}
