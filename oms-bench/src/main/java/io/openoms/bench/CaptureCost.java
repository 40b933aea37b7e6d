package io.openoms.bench;

import io.openoms.ObjectName;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.data.TableDefinition;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What an application's writes to OceanBase cost with the triggers that capture, and without. */
@Command(
    name = "capture-cost",
    mixinStandardHelpOptions = true,
    description = "Writes to a table with triggers and to one without, in turn.")
public final class CaptureCost implements Callable<Integer> {

  private static final String DATABASE = "bench";
  private static final int ROWS_A_STATEMENT = 500;

  @Option(names = "--rounds", defaultValue = "7", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--writes",
      defaultValue = "400",
      description = "Single-row updates a round; a tenth as many inserts. Default: 400.")
  private int writes;

  /** Runs the benchmark and prints its table. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new CaptureCost());
  }

  @Override
  public Integer call() throws Exception {
    try (DatabaseServer server = Servers.oceanBase().start()) {
      System.out.println(server.version() + ", Java " + Runtime.version());
      server.execute("CREATE DATABASE " + DATABASE);
      for (String table : List.of("plain", "captured")) {
        server.execute(
            "CREATE TABLE "
                + DATABASE
                + "."
                + table
                + " (id BIGINT PRIMARY KEY, k INT, c CHAR(120), pad CHAR(60), KEY (k))");
      }
      capture(server);
      measure(server);
      return 0;
    }
  }

  private static void capture(DatabaseServer server) {
    try (EndpointSession session =
        OceanBase.at(server.jdbcUrl())
            .credentials(server.user(), server.password())
            .open(new EndpointOptions("cost", 3, "unused"))) {
      TableDefinition table =
          session
              .catalog()
              .flatMap(c -> c.table(new ObjectName(DATABASE, "captured")))
              .orElseThrow();
      session.captureSetup().orElseThrow().establish(List.of(table));
    }
  }

  private void measure(DatabaseServer server) throws SQLException {
    List<Double> inserts = new ArrayList<>();
    List<Double> updates = new ArrayList<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      for (int round = 0; round < rounds; round++) {
        boolean plainFirst = round % 2 == 0;
        String first = DATABASE + (plainFirst ? ".plain" : ".captured");
        String second = DATABASE + (plainFirst ? ".captured" : ".plain");
        double insert =
            insertSeconds(statement, first, round) / insertSeconds(statement, second, round);
        double update = updateSeconds(statement, first) / updateSeconds(statement, second);
        inserts.add(plainFirst ? insert : 1 / insert);
        updates.add(plainFirst ? update : 1 / update);
      }
    }
    System.out.printf("%d-row inserts: %s%n", ROWS_A_STATEMENT, ratio(inserts));
    System.out.printf("single-row updates: %s%n", ratio(updates));
  }

  private double insertSeconds(Statement statement, String table, int round) throws SQLException {
    int statements = Math.max(1, writes / 10);
    long began = System.nanoTime();
    for (int i = 0; i < statements; i++) {
      long before = ((long) round * statements + i) * ROWS_A_STATEMENT;
      String rows =
          LongStream.rangeClosed(before + 1, before + ROWS_A_STATEMENT)
              .mapToObj(id -> "(" + id + "," + id % 1000 + ",REPEAT('c',120),REPEAT('p',60))")
              .collect(Collectors.joining(","));
      statement.execute("INSERT INTO " + table + " VALUES " + rows);
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private double updateSeconds(Statement statement, String table) throws SQLException {
    long began = System.nanoTime();
    for (int i = 0; i < writes; i++) {
      String update = "UPDATE " + table + " SET k = k + 1 WHERE id = " + (1 + i % ROWS_A_STATEMENT);
      if (statement.executeUpdate(update) != 1) {
        throw new IllegalStateException("one row was to change: " + update);
      }
    }
    return (System.nanoTime() - began) / 1e9;
  }

  /** The speed with triggers, where 1 is that without. */
  private static String ratio(List<Double> found) {
    double[] sorted = found.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return "%.2f of the speed without triggers (rounds: %s)"
        .formatted(
            sorted[sorted.length / 2],
            Arrays.stream(sorted).mapToObj("%.2f"::formatted).collect(Collectors.joining(" ")));
  }
}
