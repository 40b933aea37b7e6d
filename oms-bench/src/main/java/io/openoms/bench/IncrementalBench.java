package io.openoms.bench;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.sample.TableChecksum;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A backlog of changes applied by each competitor in turn, into the same kernel. */
@Command(
    name = "incremental",
    mixinStandardHelpOptions = true,
    description = "Applies a backlog of changes to the OceanBase kernel, competitor by competitor.")
public final class IncrementalBench implements Callable<Integer> {

  private static final String DATABASE = "bench";
  private static final int HOT_ROWS = 20;
  private static final int WIDE_DIVISOR = 10;

  /** What is changed. */
  enum Shape {
    BACKLOG,
    HOT,
    WIDE
  }

  @Option(
      names = "--incremental",
      arity = "0..1",
      fallbackValue = "BACKLOG",
      defaultValue = "BACKLOG",
      description =
          "backlog (random rows of sysbench's table), hot (20 rows) or wide (100 columns, a tenth"
              + " of the changes). Default: ${DEFAULT-VALUE}.")
  private Shape shape = Shape.BACKLOG;

  @Option(names = "--rows", defaultValue = "300000", description = "Default: ${DEFAULT-VALUE}.")
  private int rows;

  @Option(names = "--changes", defaultValue = "300000", description = "Default: ${DEFAULT-VALUE}.")
  private int changes;

  @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--debezium",
      paramLabel = "CLASSPATH",
      description = "Also Debezium's embedded engine into its JDBC sink, with 30,000 changes.")
  private String debezium = "";

  @Option(
      names = "--source",
      defaultValue = "mysql",
      description =
          "mysql, or tidb: a stand-in for TiDB, whose changefeed writes to six partitions of Kafka;"
              + " not with --incremental=wide. Default: ${DEFAULT-VALUE}.")
  private String source = "mysql";

  @Option(names = "--only", description = "Runs one competitor alone; then there is no ratio.")
  private String only = "";

  /** Runs the benchmark and prints its table. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new IncrementalBench()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() throws Exception {
    if (!source.equals("mysql") && (!source.equals("tidb") || shape == Shape.WIDE)) {
      throw new IllegalArgumentException("--source takes mysql, or tidb without wide rows");
    }
    ExecutorService threads = Executors.newCachedThreadPool();
    try (DatabaseServer from = Servers.mysql97().start();
        DatabaseServer to = Servers.oceanBase().start()) {
      System.out.println(
          "source " + from.version() + ", sink " + to.version() + ", Java " + Runtime.version());
      Report report = new Report("limit");
      List<IncrementalCompetitor> competitors = new ArrayList<>(competitors(threads));
      for (int round = 1; round <= rounds; round++) {
        Collections.rotate(competitors, 1);
        for (IncrementalCompetitor competitor : competitors) {
          Backlog backlog = backlog();
          backlog = backlog.ofAtMost(competitor.changes(backlog.changes()));
          IncrementalTask task = new IncrementalTask(from, to, DATABASE, backlog);
          Measurement measured = measure(competitor, task, threads);
          report.add(competitor.name(), measured);
          System.out.printf(
              Locale.ROOT,
              "round %d  %-11s %,10.0f changes/s (%,d), client %.2f µs/change of processor time%n",
              round,
              competitor.name(),
              measured.rowsPerSecond(),
              backlog.changes(),
              measured.cpuMicrosPerRow());
        }
      }
      System.out.println();
      System.out.print(report.table());
      return 0;
    } finally {
      threads.shutdownNow();
    }
  }

  private Backlog backlog() {
    return switch (shape) {
      case BACKLOG -> new Backlog(BenchTables.SYSBENCH.table(), rows, changes, 0);
      case HOT -> new Backlog(BenchTables.SYSBENCH.table(), rows, changes, HOT_ROWS);
      case WIDE ->
          new Backlog(BenchTables.WIDE.table(), rows / WIDE_DIVISOR, changes / WIDE_DIVISOR, 0);
    };
  }

  private List<IncrementalCompetitor> competitors(ExecutorService threads) throws Exception {
    List<IncrementalCompetitor> all = new ArrayList<>();
    all.add(new LimitApply());
    all.add(source.equals("tidb") ? new ChangefeedApply(threads) : new OpenOmsApply(threads));
    all.add(new RowByRowApply());
    if (!debezium.isEmpty()) {
      all.add(new DebeziumApply(debezium));
    }
    return all.stream()
        .filter(competitor -> only.isEmpty() || competitor.name().equals(only))
        .toList();
  }

  private static Measurement measure(
      IncrementalCompetitor competitor, IncrementalTask task, ExecutorService threads)
      throws Exception {
    task.createSource();
    task.clearSink();
    competitor.prepare(task);
    task.backlog().make(task.from(), DATABASE, threads);
    competitor.changed(task);
    Meter meter = Meter.start();
    Applied applied = competitor.apply(task);
    Measurement measured =
        meter
            .stop(new CopyTimes(applied.elapsed(), Duration.ZERO), task.backlog().changes())
            .withChild(applied.childCpuNanos());
    TableChecksum wanted = sum(task.from(), task);
    TableChecksum found = sum(task.to(), task);
    if (!found.equals(wanted)) {
      throw new IllegalStateException(
          competitor.name() + " did not apply right: " + found + ", not " + wanted);
    }
    return measured;
  }

  /** Rows and a sum over their content; a wrong result is none. */
  private static TableChecksum sum(DatabaseServer server, IncrementalTask task)
      throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      // The kernel's sessions begin in another zone, and show instants in it.
      statement.execute("SET time_zone = '+00:00'");
      return TableChecksum.of(connection, DATABASE, task.table().name());
    }
  }
}
