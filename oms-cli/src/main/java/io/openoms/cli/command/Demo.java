package io.openoms.cli.command;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.Phases;
import io.openoms.cli.ExitCode;
import io.openoms.cli.output.Console;
import io.openoms.cli.output.Figures;
import io.openoms.cli.output.LiveDisplay;
import io.openoms.cli.output.ResultTable;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.sample.ShopSchema;
import io.openoms.testkit.sample.ShopWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the demo shows between two servers: a migration beside a writer, its verification, the same
 * by plain SQL, and rows spoiled and found. One thread.
 */
final class Demo {

  private static final String DATABASE = "shop";
  private static final String KEYLESS = "audit_log";

  private final DemoPair pair;
  private final Runs runs;
  private final DatabaseServer from;
  private final DatabaseServer to;
  private final long rows;
  private final Set<String> leftOut = new TreeSet<>();
  private final ShopSchema shop;
  private final LiveDisplay display = new LiveDisplay();

  Demo(DemoPair pair, Runs runs, DatabaseServer from, DatabaseServer to, long rows) {
    this.pair = pair;
    this.runs = runs;
    this.from = from;
    this.to = to;
    this.rows = rows;
    this.shop = pair.shop(DATABASE, rows);
    if (!pair.followsKeyless()) {
      leftOut.add(KEYLESS);
    }
  }

  /** Shows everything; gives the exit code. */
  int run() throws SQLException {
    Console.note("Filling a shop with " + Figures.count(rows) + " orders …");
    shop.create(from);
    leftOut.forEach(
        table -> Console.note("Left out, as it has no key to be followed by: " + table));
    MigrationResult result = migrate();
    if (!result.isComplete() || result.verification().isEmpty()) {
      ResultTable.print(result.phases(), result.objects());
      return ExitCode.FAILED;
    }
    boolean verified = DemoReport.isConsistent(result.verification().get());
    boolean equal = isEqual();
    DemoReport.copy(result, equal);
    return verified && equal && findsSpoiledRows() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private MigrationResult migrate() throws SQLException {
    MigrationProject project = project(p -> p.schema().full().incremental().verification());
    Console.note(
        "A writer changes the shop from now on, while it is copied, followed and verified.");
    MigrationResult result = new DemoRun(runs).of(project, ShopWriter.start(from, shop, rows, 1));
    display.end();
    Console.result("");
    result.following().ifPresent(ResultTable::print);
    return result;
  }

  private MigrationProject project(Consumer<Phases.Builder> phases) {
    return MigrationProject.builder("demo")
        .source(pair.sourceEndpoint(from))
        .sink(pair.sinkEndpoint(to))
        .objects(
            o -> {
              o.include(DATABASE + ".*");
              leftOut.forEach(table -> o.exclude(DATABASE + "." + table));
            })
        .phases(phases)
        .listener(display)
        .build();
  }

  private boolean isEqual() throws SQLException {
    Console.note("Comparing every row on both sides by plain SQL …");
    List<String> names =
        Stream.concat(shop.tables().stream(), shop.views().stream())
            .filter(name -> !leftOut.contains(name))
            .toList();
    Comparison comparison = Comparison.of(from, to, DATABASE, names);
    comparison.print();
    return comparison.isEqual();
  }

  /** Whether a second run, which only verifies, finds the rows that are spoiled before it. */
  private boolean findsSpoiledRows() throws SQLException {
    SpoiledRows spoiled = new SpoiledRows(to, DATABASE);
    Console.note("Spoiling three rows at the sink by plain SQL, then verifying again:");
    spoiled.statements().forEach(statement -> Console.note("  " + statement));
    spoiled.spoil();
    MigrationResult result = runs.toTheEnd(project(Phases.Builder::verification));
    display.end();
    boolean found = DemoReport.finds(result, "rows", spoiled::areAllOf);
    return found && repairs(spoiled);
  }

  /** Whether a third run repairs them; the tables are then compared by plain SQL. */
  private boolean repairs(SpoiledRows spoiled) throws SQLException {
    Console.note("Repairing them in a run of its own, which looks at these rows alone:");
    MigrationResult result = new DemoRun(runs).untilVerified(project(DemoRun.REPAIR));
    display.end();
    boolean repaired =
        DemoReport.isRepaired(result)
            && Comparison.of(from, to, DATABASE, spoiled.tables()).isEqual();
    DemoReport.repair(repaired, "plain SQL");
    return repaired && (!pair.moves() || moves());
  }

  /** Whether the shop's writer can move to the sink and back. */
  private boolean moves() throws SQLException {
    Console.result("");
    leftOut.add(KEYLESS);
    Console.note(
        "Moving the writer to the sink, and back. As the changes of OceanBase are followed by keys,"
            + " a table without one leaves the project before: "
            + KEYLESS);
    List<String> compared = shop.tables().stream().filter(name -> !leftOut.contains(name)).toList();
    boolean moved =
        new DemoSwitch(runs, from, to, shop, rows, compared)
            .shows(
                project(
                    p -> p.incremental().switchover(s -> s.verify(false)).reverseIncremental()));
    display.end();
    return moved;
  }
}
