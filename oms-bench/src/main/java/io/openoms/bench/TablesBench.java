package io.openoms.bench;

import io.openoms.MigrationPlan;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.MigrationRun;
import io.openoms.Phase;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many small tables, planned, moved and followed until caught up, beside a piped dump. */
@Command(
    name = "tables",
    mixinStandardHelpOptions = true,
    description = "Moves many small tables into the OceanBase kernel, beside mysqldump | mysql.")
public final class TablesBench implements Callable<Integer> {

  private static final String DATABASE = "bench";

  @Option(
      names = "--tables",
      arity = "0..1",
      fallbackValue = "1000",
      defaultValue = "1000",
      description = "Tables. Default: ${DEFAULT-VALUE}.")
  private int tables;

  @Option(names = "--rows", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
  private int rows;

  @Option(names = "--rounds", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--without-dump", description = "Leaves the piped dump out.")
  private boolean withoutDump;

  @Mixin private SourceServer source = new SourceServer();

  /** Runs the benchmark and prints its figures. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new TablesBench());
  }

  @Override
  public Integer call() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (DatabaseServer from = source.start();
        DatabaseServer to = Servers.oceanBase().start()) {
      ManyTables many = new ManyTables(DATABASE, tables, rows);
      many.create(from);
      String wanted = many.sum(from);
      for (int round = 1; round <= rounds; round++) {
        Duration dump = Duration.ZERO;
        if (!withoutDump) {
          empty(to);
          dump = PipedDump.move(from, to, DATABASE);
          requireEqual(wanted, many.sum(to), "mysqldump | mysql");
          print("mysqldump | mysql", dump, dump);
        }
        empty(to);
        move(project(from, to), threads, dump);
        requireEqual(wanted, many.sum(to), "OpenOMS");
      }
      return 0;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void move(MigrationProject project, ExecutorService threads, Duration dump)
      throws InterruptedException {
    long began = System.nanoTime();
    MigrationPlan plan = project.plan();
    print("plan of " + plan.objects().size() + " tables", since(began), dump);
    began = System.nanoTime();
    run(project, threads, dump);
    print("run", since(began), dump);
    began = System.nanoTime();
    run(project, threads, dump);
    print("run again", since(began), dump);
  }

  private static void run(MigrationProject project, ExecutorService threads, Duration dump)
      throws InterruptedException {
    try (MigrationRun run = project.start(threads)) {
      MigrationResult result = run.await();
      if (!result.isComplete()) {
        throw new IllegalStateException("it failed: " + result);
      }
      for (Phase phase : result.phases().keySet()) {
        print("  " + phase, result.phases().get(phase).elapsed(), dump);
      }
    }
  }

  private static MigrationProject project(DatabaseServer from, DatabaseServer to) {
    return MigrationProject.builder(DATABASE)
        .source(MySql.at(from.jdbcUrl()).credentials(from.user(), from.password()))
        .sink(OceanBase.at(to.jdbcUrl()).credentials(to.user(), to.password()))
        .objects(o -> o.include(DATABASE + ".*"))
        .phases(p -> p.schema().full().incremental(i -> i.untilCaughtUp()))
        .build();
  }

  private static void empty(DatabaseServer to) {
    to.execute("DROP DATABASE IF EXISTS " + DATABASE, "DROP DATABASE IF EXISTS oms_state");
  }

  private static void requireEqual(String wanted, String found, String who) {
    if (!found.equals(wanted)) {
      throw new IllegalStateException(who + " did not move right: " + found + ", not " + wanted);
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static void print(String what, Duration taken, Duration dump) {
    double seconds = taken.toMillis() / 1e3;
    System.out.printf(
        Locale.ROOT,
        "%-22s %8.1f s%s%n",
        what,
        seconds,
        dump.isZero()
            ? ""
            : String.format(Locale.ROOT, "  %5.2f of the dump", seconds * 1e3 / dump.toMillis()));
  }
}
