package io.openoms.cli.command;

import static io.openoms.cli.command.CellShop.DATA;
import static io.openoms.cli.command.CellShop.DATABASE;
import static io.openoms.cli.command.CellShop.HISTORY;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.Phases;
import io.openoms.TableVerification;
import io.openoms.VerificationReport;
import io.openoms.cli.ExitCode;
import io.openoms.cli.output.Console;
import io.openoms.cli.output.Figures;
import io.openoms.cli.output.LiveDisplay;
import io.openoms.cli.output.ResultTable;
import io.openoms.spi.Endpoint;
import io.openoms.testkit.DatabaseServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * What the demo shows of column families: a migration beside a writer, its verification, the same
 * by scans and plain SQL, and cells spoiled, found and repaired. There is no way back. One thread.
 */
final class CellDemo {

  private final Runs runs;
  private final CellShop shop;
  private final Endpoint source;
  private final DatabaseServer to;
  private final Endpoint sink;
  private final long rows;
  private final LiveDisplay display = new LiveDisplay();

  CellDemo(Runs runs, CellShop shop, Endpoint source, DatabaseServer to, Endpoint sink, long rows) {
    this.runs = runs;
    this.shop = shop;
    this.source = source;
    this.to = to;
    this.sink = sink;
    this.rows = rows;
  }

  /** Shows everything; gives the exit code. */
  int run() throws IOException, SQLException {
    Console.note("Filling a shop with " + Figures.count(rows) + " orders …");
    shop.create(rows);
    Console.note(
        "A writer changes the shop from now on, while it is copied, followed and verified.");
    MigrationResult result =
        new DemoRun(runs)
            .of(
                project(p -> p.schema().full().incremental().verification()),
                CellWriter.start(shop, rows));
    display.end();
    Console.result("");
    result.following().ifPresent(ResultTable::print);
    if (!result.isComplete() || result.verification().isEmpty()) {
      ResultTable.print(result.phases(), result.objects());
      return ExitCode.FAILED;
    }
    boolean verified = DemoReport.isConsistent(result.verification().get());
    Console.note("Comparing every cell, by scans of the source and plain SQL at the sink …");
    CellComparison comparison = CellComparison.of(shop, to);
    comparison.print();
    DemoReport.copy(result, comparison.isEqual());
    return verified && comparison.isEqual() && findsSpoiledCells()
        ? ExitCode.DONE
        : ExitCode.FAILED;
  }

  private MigrationProject project(Consumer<Phases.Builder> phases) {
    return MigrationProject.builder("demo")
        .source(source)
        .sink(sink)
        .objects(o -> o.include(DATABASE + ".*"))
        .phases(phases)
        .listener(display)
        .build();
  }

  /** Whether a second run, which only verifies, finds the cells that are spoiled before it. */
  private boolean findsSpoiledCells() throws IOException, SQLException {
    Console.note("Spoiling three cells at the sink by plain SQL, then verifying again:");
    for (String statement : spoil()) {
      Console.note("  " + statement);
      to.execute("USE " + DATABASE, statement);
    }
    MigrationResult result = runs.toTheEnd(project(Phases.Builder::verification));
    display.end();
    boolean found = DemoReport.finds(result, "cells", CellDemo::isAllOfThem);
    return found && repairs();
  }

  /** Of orders' cells that the writer leaves alone. */
  private static List<String> spoil() {
    String data = "`" + CellShop.table(DATA) + "`";
    String history = "`" + CellShop.table(HISTORY) + "`";
    return List.of(
        "UPDATE " + data + " SET V = '0.01' WHERE K = '" + row(1) + "' AND Q = 'total'",
        "DELETE FROM " + data + " WHERE K = '" + row(2) + "' AND Q = 'customer'",
        "INSERT INTO " + history + " VALUES ('" + row(3) + "', 'refunded', -5, 'yes')");
  }

  private static String row(long order) {
    return new String(CellShop.row(order), US_ASCII);
  }

  private static boolean isAllOfThem(VerificationReport report) {
    return report.inconsistent().size() == 2
        && report.tables().stream().allMatch(table -> table.error().isEmpty())
        && sum(report, TableVerification::different) == 1
        && sum(report, TableVerification::missing) == 1
        && sum(report, TableVerification::extra) == 1
        && sum(report, TableVerification::found) == 3;
  }

  private static long sum(VerificationReport report, ToLongFunction<TableVerification> of) {
    return report.tables().stream().mapToLong(of).sum();
  }

  /** Whether a third run repairs them; cells are then compared without this library. */
  private boolean repairs() throws IOException, SQLException {
    Console.note("Repairing them in a run of its own, which looks at these cells alone:");
    MigrationResult result = new DemoRun(runs).untilVerified(project(DemoRun.REPAIR));
    display.end();
    boolean repaired = DemoReport.isRepaired(result) && CellComparison.of(shop, to).isEqual();
    DemoReport.repair(repaired, "scans and plain SQL");
    return repaired;
  }
}
