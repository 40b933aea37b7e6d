package io.openoms.bench;

import io.openoms.oceanbase.OceanBase;
import io.openoms.postgresql.PostgreSql;
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
import picocli.CommandLine.Option;

/** The full copy of sysbench's table from PostgreSQL beside the ceiling, by turns. */
@Command(
    name = "postgresql-copy",
    mixinStandardHelpOptions = true,
    description = "Copies sysbench rows from PostgreSQL into the OceanBase kernel.")
public final class PostgreSqlCopyBench implements Callable<Integer> {

  private static final String DATABASE = "bench";

  /** Texts without blanks at their ends, as the checksum takes them. */
  private static final String SUM =
      "SELECT count(*), sum(id), sum(k), sum(%s), (SELECT count(*) FROM %s) FROM bench.sbtest1";

  private static final String SUM_AT_SOURCE =
      SUM.formatted(
          "('x' || substr(md5(c || '/' || pad), 1, 8))::bit(32)::bigint",
          "pg_catalog.pg_class WHERE relname = 'k_1'");
  private static final String SUM_AT_SINK =
      SUM.formatted(
          "CAST(CONV(SUBSTR(MD5(CONCAT(c, '/', pad)), 1, 8), 16, 10) AS DECIMAL(20))",
          "information_schema.statistics WHERE table_schema = 'bench' AND index_name = 'k_1'");

  @Option(names = "--source", defaultValue = "postgresql", description = "postgresql (18).")
  private String source = "postgresql";

  @Option(names = "--rows", defaultValue = "1000000", description = "Default: ${DEFAULT-VALUE}.")
  private long rows;

  @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--only", description = "Runs one competitor alone; then there is no ratio.")
  private String only = "";

  /** Runs the benchmark and prints its table. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new PostgreSqlCopyBench());
  }

  @Override
  public Integer call() throws Exception {
    if (!source.equals("postgresql")) {
      throw new IllegalArgumentException("--source takes postgresql here");
    }
    ExecutorService threads = Executors.newCachedThreadPool();
    try (DatabaseServer from = Servers.postgreSql18().start();
        DatabaseServer to = Servers.oceanBase().start()) {
      System.out.println(
          "source " + from.version() + ", sink " + to.version() + ", Java " + Runtime.version());
      Task task = new Task(from, to, DATABASE, BenchTables.SYSBENCH.table(), rows);
      fill(from);
      Report report = new Report("ceiling");
      List<Competitor> competitors = new ArrayList<>(competitors(threads, from, to));
      for (int round = 1; round <= rounds; round++) {
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

  private void fill(DatabaseServer server) {
    server.execute(
        "CREATE SCHEMA bench",
        "CREATE TABLE bench.sbtest1 (id int PRIMARY KEY, k int NOT NULL DEFAULT 0,"
            + " c char(120) NOT NULL DEFAULT '', pad char(60) NOT NULL DEFAULT '')",
        "INSERT INTO bench.sbtest1 SELECT i, 1 + i::bigint * 7919 % 1000000, "
            + groups(10)
            + ", "
            + groups(5)
            + " FROM generate_series(1, "
            + rows
            + ") i",
        "CREATE INDEX k_1 ON bench.sbtest1 (k)",
        "VACUUM ANALYZE bench.sbtest1");
  }

  /** Groups of eleven digits, as sysbench writes. */
  private static String groups(int count) {
    StringBuilder sql = new StringBuilder("concat_ws('-'");
    for (int i = 1; i <= count; i++) {
      sql.append(", lpad(abs(hashint8(i::bigint * " + i + "))::text, 11, '" + i % 10 + "')");
    }
    return sql.append(')').toString();
  }

  private List<Competitor> competitors(
      ExecutorService threads, DatabaseServer from, DatabaseServer to) {
    PostgreSql source =
        PostgreSql.at(from.jdbcUrl() + "postgres").credentials(from.user(), from.password());
    OceanBase sink = OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password());
    return Stream.of(
            new OpenOmsCopy(threads, task -> source, task -> sink), new PostgreSqlCeiling(threads))
        .filter(competitor -> only.isEmpty() || competitor.name().equals(only))
        .map(Competitor.class::cast)
        .toList();
  }

  private static Measurement measure(Competitor competitor, Task task) throws Exception {
    task.to().execute("DROP DATABASE IF EXISTS " + DATABASE, "DROP DATABASE IF EXISTS oms_state");
    Meter meter = Meter.start();
    CopyTimes times = competitor.copy(task);
    Measurement measured = meter.stop(times, task.rows());
    String wanted = sum(task.from(), SUM_AT_SOURCE);
    String found = sum(task.to(), SUM_AT_SINK);
    if (!found.equals(wanted)) {
      throw new IllegalStateException(
          competitor.name() + " did not copy right: " + found + ", not " + wanted);
    }
    return measured;
  }

  private static String sum(DatabaseServer server, String query) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      List<String> sums = new ArrayList<>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        sums.add(row.getString(i));
      }
      return String.join(", ", sums);
    }
  }
}
