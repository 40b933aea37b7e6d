package io.openoms.bench;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verification of one table beside a bare checksum scan and a comparison row by row. */
@Command(
    name = "verification",
    mixinStandardHelpOptions = true,
    description = "Compares a table at both ends, competitor by competitor.")
public final class VerificationBench implements Callable<Integer> {

  private static final String DATABASE = "bench";

  /** Which rows of the sink are spoiled. */
  enum Spoiled {
    NONE,
    /** One in a hundred, all over the table. */
    SCATTERED,
    /** The first hundredth of the table. */
    CLUSTERED
  }

  @Option(names = "--rows", defaultValue = "1000000", description = "Default: ${DEFAULT-VALUE}.")
  private long rows;

  @Option(
      names = "--table",
      defaultValue = "SYSBENCH",
      description = "sysbench, wide or lob, as of the full copy. Default: sysbench.")
  private BenchTables shape = BenchTables.SYSBENCH;

  @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Mixin private SourceServer source = new SourceServer();

  @Option(
      names = "--spoiled",
      defaultValue = "NONE",
      description = "none, scattered or clustered: a hundredth of the rows. Default: none.")
  private Spoiled spoiled = Spoiled.NONE;

  /** Runs the benchmark and prints its table. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new VerificationBench()).setCaseInsensitiveEnumValuesAllowed(true);
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
      task.shape().create(to, DATABASE, task.rows());
      long wanted = spoil(task);
      Report report = new Report("bare scan");
      List<Comparer> comparers =
          new ArrayList<>(
              List.of(new OpenOmsVerification(threads), new BareScan(threads), new RowCompare()));
      for (int round = 1; round <= rounds; round++) {
        Collections.rotate(comparers, 1);
        for (Comparer comparer : comparers) {
          Measurement measured = measure(comparer, task, wanted);
          report.add(comparer.name(), measured);
          System.out.printf(
              "round %d  %-10s %,10.0f rows/s%n", round, comparer.name(), measured.rowsPerSecond());
        }
      }
      System.out.println();
      System.out.print(report.table());
      return 0;
    } finally {
      threads.shutdownNow();
    }
  }

  /** How many rows differ then. */
  private long spoil(Task task) {
    String column = task.shape().indexed();
    String rows =
        switch (spoiled) {
          case NONE -> "1 = 0";
          case SCATTERED -> "id % 100 = 0";
          case CLUSTERED -> "id <= " + task.rows() / 100;
        };
    task.to()
        .execute("UPDATE " + task.table() + " SET " + column + " = -" + column + " WHERE " + rows);
    return spoiled == Spoiled.NONE ? 0 : task.rows() / 100;
  }

  /** A wrong answer is no result; a bare scan can only say that something differs. */
  private static Measurement measure(Comparer comparer, Task task, long wanted) throws Exception {
    Meter meter = Meter.start();
    long began = System.nanoTime();
    long found = comparer.differences(task);
    Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
    Measurement measured = meter.stop(new CopyTimes(elapsed, Duration.ZERO), task.rows());
    long expected = comparer instanceof BareScan ? Math.min(1, wanted) : wanted;
    if (found != expected) {
      throw new IllegalStateException(
          comparer.name() + " found " + found + " differences, not " + expected);
    }
    return measured;
  }
}
