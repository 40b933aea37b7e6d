package io.openoms.bench;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Follows a source for long, and looks whether anything grows. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = "Follows a busy source and reports each minute what is held.")
public final class Soak implements Callable<Integer> {

  private static final String DATABASE = "bench";
  private static final int WRITERS = 2;
  private static final long MEGABYTE = 1 << 20;

  @Option(
      names = "--soak",
      arity = "0..1",
      fallbackValue = "20",
      defaultValue = "20",
      description = "Reports, one a minute. Default: ${DEFAULT-VALUE}.")
  private int minutes;

  @Option(
      names = "--report-seconds",
      defaultValue = "60",
      description = "Seconds between two reports. Default: ${DEFAULT-VALUE}.")
  private int period;

  @Option(
      names = "--rate",
      defaultValue = "12000",
      description = "Changes a second that are written, if the source can. ${DEFAULT-VALUE}.")
  private int rate;

  @Option(names = "--rows", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
  private int rows;

  /** Runs it and prints a line a minute. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Soak());
  }

  @Override
  public Integer call() throws Exception {
    BenchTable table = BenchTables.SYSBENCH.table();
    ExecutorService threads = Executors.newCachedThreadPool();
    AtomicBoolean stopped = new AtomicBoolean();
    try (DatabaseServer from = Servers.mysql97().start();
        DatabaseServer to = Servers.oceanBase().start()) {
      // A day of such a load is a hundred gigabytes of log.
      from.execute("SET GLOBAL binlog_expire_logs_seconds = 120");
      table.create(from, DATABASE, rows);
      try (FollowedSource followed =
          FollowedSource.start(from, to, DATABASE, table.name(), threads)) {
        LongAdder written = new LongAdder();
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
          writers.add(
              threads.submit(
                  new SoakWriter(
                      from,
                      DATABASE,
                      table,
                      rows,
                      i,
                      WRITERS,
                      rate / WRITERS,
                      written,
                      stopped::get)));
        }
        List<SoakSample> samples = sample(followed, written);
        stopped.set(true);
        for (Future<?> writer : writers) {
          writer.get();
        }
        followed.awaitCaughtUp();
        followed.requireEqual();
        System.out.printf("%,d changes, both ends are equal%n", written.sum());
        requireFlat(samples);
      }
      return 0;
    } finally {
      stopped.set(true);
      threads.shutdownNow();
    }
  }

  private List<SoakSample> sample(FollowedSource followed, LongAdder written) throws Exception {
    System.out.println(SoakSample.head());
    List<SoakSample> samples = new ArrayList<>();
    SoakSample before = SoakSample.of(followed);
    long changes = 0;
    long at = System.nanoTime();
    for (int i = 1; i <= minutes; i++) {
      TimeUnit.SECONDS.sleep(period);
      SoakSample now = SoakSample.of(followed);
      double seconds = (System.nanoTime() - at) / 1e9;
      at = System.nanoTime();
      System.out.println(now.line(i, written.sum() - changes, before, seconds));
      changes = written.sum();
      samples.add(now);
      before = now;
    }
    return samples;
  }

  /** The last third holds no more than the first, but for a margin. */
  private static void requireFlat(List<SoakSample> samples) {
    require(samples, "live heap", SoakSample::liveBytes, 64 * MEGABYTE);
    require(samples, "threads", SoakSample::threads, 2);
    require(samples, "connections to the source", SoakSample::sourceConnections, 2);
    require(samples, "connections to the sink", SoakSample::sinkConnections, 2);
    require(samples, "lag in ms", SoakSample::lagMillis, 5_000);
    require(samples, "bytes of spool", SoakSample::spoolBytes, 128 * MEGABYTE);
  }

  private static void require(
      List<SoakSample> samples, String what, ToLongFunction<SoakSample> figure, long margin) {
    int third = Math.max(1, samples.size() / 3);
    double first = mean(samples.subList(0, third), figure);
    double last = mean(samples.subList(samples.size() - third, samples.size()), figure);
    if (last > first + margin) {
      throw new IllegalStateException(
          String.format("%s grew: %,.0f in the first third, %,.0f in the last", what, first, last));
    }
  }

  private static double mean(List<SoakSample> samples, ToLongFunction<SoakSample> figure) {
    return samples.stream().mapToLong(figure).average().orElse(0);
  }
}
