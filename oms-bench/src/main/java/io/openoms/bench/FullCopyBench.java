package io.openoms.bench;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The full copy of one table beside the ceiling and JDBC batches, by turns. */
@Command(
    name = "full-copy",
    mixinStandardHelpOptions = true,
    description = "Copies sysbench rows into the OceanBase kernel, competitor by competitor.")
public final class FullCopyBench implements Callable<Integer> {

  private static final String DATABASE = "bench";

  @Option(names = "--rows", defaultValue = "1000000", description = "Default: ${DEFAULT-VALUE}.")
  private long rows;

  @Option(
      names = "--table",
      defaultValue = "SYSBENCH",
      description =
          "sysbench, wide (100 columns, a tenth of the rows) or lob (64 KB each, 1/250 of the"
              + " rows). Default: sysbench.")
  private BenchTables shape = BenchTables.SYSBENCH;

  @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Mixin private SourceServer source = new SourceServer();

  @Option(
      names = "--only",
      description = "Runs one competitor alone, as for a profiler; then there is no ratio.")
  private String only = "";

  /** Runs the benchmark and prints its table. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new FullCopyBench()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (DatabaseServer from = source.start();
        DatabaseServer to = Servers.oceanBase().start()) {
      System.out.println(
          "source " + from.version() + ", sink " + to.version() + ", Java " + Runtime.version());
      Task task = new Task(from, to, DATABASE, shape.table(), shape.rows(rows));
      task.shape().create(from, DATABASE, task.rows());
      Report report = new Report("ceiling");
      List<Competitor> competitors = new ArrayList<>(competitors(threads));
      for (int round = 1; round <= rounds; round++) {
        // Another one begins each round: the first finds the servers rested.
        Collections.rotate(competitors, 1);
        for (Competitor competitor : competitors) {
          Measurement measured = measure(competitor, task);
          report.add(competitor.name(), measured);
          System.out.printf(
              "round %d  %-13s %,10.0f rows/s%n",
              round, competitor.name(), measured.rowsPerSecond());
        }
      }
      System.out.println();
      System.out.print(report.table());
      return 0;
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Competitor> competitors(ExecutorService threads) {
    Stream<Competitor> byHand =
        Stream.of(new OpenOmsCopy(threads), new CeilingCopy(threads), new JdbcBatchCopy(threads));
    Stream<Competitor> installed =
        MydumperCopy.isInstalled() ? Stream.of(new MydumperCopy()) : Stream.empty();
    return Stream.concat(byHand, installed)
        .filter(competitor -> only.isEmpty() || competitor.name().equals(only))
        .toList();
  }

  private Measurement measure(Competitor competitor, Task task) throws Exception {
    task.to().execute("DROP DATABASE IF EXISTS " + DATABASE, "DROP DATABASE IF EXISTS oms_state");
    Meter meter = Meter.start();
    CopyTimes times = competitor.copy(task);
    Measurement measured = meter.stop(times, task.rows());
    String wanted = sum(task.from(), task);
    String found = sum(task.to(), task);
    if (!found.equals(wanted)) {
      throw new IllegalStateException(
          competitor.name() + " did not copy right: " + found + ", not " + wanted);
    }
    return measured;
  }

  /** Rows and a sum over their content, by the server; a wrong copy is no result. */
  private static String sum(DatabaseServer server, Task task) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT COUNT(*), SUM(CRC32(CONCAT_WS(',', "
                    + task.shape().summed()
                    + "))), (SELECT COUNT(*) FROM information_schema.statistics WHERE table_schema = '"
                    + DATABASE
                    + "' AND index_name = 'k_1') FROM "
                    + task.table())) {
      row.next();
      return row.getString(1) + " rows, sum " + row.getString(2) + ", index " + row.getString(3);
    }
  }
}
