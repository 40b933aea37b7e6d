package io.openoms.bench;

import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long a committed row takes to be seen at the sink, at low load. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    description = "Commits rows at the source and looks for them at the sink.")
public final class Latency implements Callable<Integer> {

  private static final String DATABASE = "bench";
  private static final int WARM_UP_SECONDS = 10;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(1);

  @Option(
      names = "--latency",
      arity = "0..1",
      fallbackValue = "60",
      defaultValue = "60",
      description = "Seconds. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--rate",
      defaultValue = "50",
      description = "Transactions a second, of one row each. Default: ${DEFAULT-VALUE}.")
  private int rate;

  /** Runs the measurement and prints it. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Latency());
  }

  @Override
  public Integer call() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (DatabaseServer from = Servers.mysql97().start();
        DatabaseServer to = Servers.oceanBase().start()) {
      from.execute(
          "CREATE DATABASE " + DATABASE,
          "CREATE TABLE " + DATABASE + ".ticks (id INT PRIMARY KEY, v VARCHAR(100))");
      try (FollowedSource followed = FollowedSource.start(from, to, DATABASE, "ticks", threads)) {
        long[] sent = new long[(WARM_UP_SECONDS + seconds) * rate];
        long[] seen = new long[sent.length];
        Future<?> observer = threads.submit(() -> observe(to, seen));
        write(from, sent);
        observer.get();
        followed.requireEqual();
        print(sent, seen);
      }
      return 0;
    } finally {
      threads.shutdownNow();
    }
  }

  /** A row has been sent when its commit has; that comes before its commit is done. */
  private void write(DatabaseServer server, long[] sent) throws Exception {
    try (Connection connection = server.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO " + DATABASE + ".ticks VALUES (?, 'some text of a usual length')")) {
      long began = System.nanoTime();
      for (int i = 0; i < sent.length; i++) {
        long due = began + i * TimeUnit.SECONDS.toNanos(1) / rate;
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
        insert.setInt(1, i);
        sent[i] = System.nanoTime();
        insert.executeUpdate();
      }
    }
  }

  /** Rows come in their order: the highest id tells of all before it. */
  private Void observe(DatabaseServer server, long[] seen)
      throws SQLException, InterruptedException {
    try (Connection connection = server.connect();
        PreparedStatement look =
            connection.prepareStatement("SELECT MAX(id) FROM " + DATABASE + ".ticks")) {
      int next = 0;
      long moved = System.nanoTime();
      while (next < seen.length) {
        int highest = highest(look);
        long now = System.nanoTime();
        if (next <= highest) {
          moved = now;
        }
        while (next <= highest) {
          seen[next++] = now;
        }
        if (now - moved > MOST_NANOS) {
          throw new IllegalStateException("no row came for a minute, after " + next);
        }
        TimeUnit.NANOSECONDS.sleep(LOOK_NANOS);
      }
      return null;
    }
  }

  private static int highest(PreparedStatement look) throws SQLException {
    try (ResultSet row = look.executeQuery()) {
      row.next();
      int highest = row.getInt(1);
      return row.wasNull() ? -1 : highest;
    }
  }

  private void print(long[] sent, long[] seen) {
    int first = WARM_UP_SECONDS * rate;
    double[] millis = new double[sent.length - first];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = (seen[first + i] - sent[first + i]) / 1e6;
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%d transactions a second for %d s, ms from commit to visible: median %.1f, 90%% %.1f,"
            + " 99%% %.1f, most %.1f%n",
        rate,
        seconds,
        at(millis, 0.5),
        at(millis, 0.9),
        at(millis, 0.99),
        millis[millis.length - 1]);
  }

  private static double at(double[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(part * sorted.length))];
  }
}
