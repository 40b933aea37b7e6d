package io.openoms.tck.workload;

import io.openoms.tck.SqlComparison;
import io.openoms.testkit.DatabaseServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Several threads that change a database at a source of MySQL's family in every way that its log
 * can hold, seeded: {@link #create()}, {@link #start()}, {@link #stop()}, {@link #assertEqual}.
 * What each writer does is the same in each run of a seed; how the writers' transactions take turns
 * is not. Deadlocks, and a server that goes and comes back within two minutes, are lived through.
 *
 * <p>Used by one thread; the counts may be asked for by any.
 */
public final class Workload implements AutoCloseable {

  private static final int FIRST_ROWS = 3;

  private final DatabaseServer server;
  private final String database;
  private final WorkloadOptions options;
  private final WorkloadCounts counts = new WorkloadCounts();
  private final List<Future<?>> writers = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Set<Feature> held = Set.of();
  private volatile boolean stopped;

  /**
   * A workload that has not begun.
   *
   * @param database the database's name, of lower-case letters, digits and underscores
   */
  public Workload(DatabaseServer server, String database, WorkloadOptions options) {
    this.server = server;
    this.database = database;
    this.options = options;
  }

  /**
   * Creates the database with its tables and rows in about a third of the keys. Blocks.
   *
   * @throws io.openoms.testkit.TestServerException when the server refuses
   */
  public void create() {
    List<String> sql = new ArrayList<>();
    sql.add("CREATE DATABASE " + database + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
    sql.add("USE " + database);
    sql.add("SET sql_mode = ''");
    Random random = new Random(options.seed());
    for (WorkloadTable table : WorkloadTables.of(options.features())) {
      boolean plain = table.feature() == Feature.WITHOUT_TRANSACTIONS;
      sql.add(
          "CREATE TABLE "
              + table.name()
              + " ("
              + table.definition()
              + ")"
              + (plain ? " ENGINE = MyISAM" : ""));
      if (table.feature() != Feature.LOBS && table.feature() != Feature.LARGE_TRANSACTIONS) {
        for (int i = 0; i < options.keys() / FIRST_ROWS; i++) {
          sql.add(PlainChange.insert(table, random, options.keys()));
        }
      }
    }
    server.execute(sql.toArray(String[]::new));
  }

  /**
   * Keeps new sessions from having these settings, until it is called with none. Sessions last for
   * ten transactions.
   *
   * @param features of sessions, such as {@link Feature#MINIMAL_IMAGES}
   */
  public void hold(Feature... features) {
    held = Set.of(features);
  }

  /** Starts the writers. Returns at once. */
  public void start() {
    for (int i = 0; i < options.writers(); i++) {
      writers.add(
          threads.submit(
              new Writer(server, database, options, i, counts, () -> held, () -> stopped)));
    }
  }

  /**
   * Ends the writers after their present transactions and waits for them; no prepared transaction
   * is left.
   *
   * @throws IllegalStateException when a writer failed: with its number, its transaction, the seed
   */
  public void stop() throws InterruptedException {
    stopped = true;
    await();
  }

  /** Waits until the writers have done their transactions; otherwise as {@link #stop()}. */
  public void await() throws InterruptedException {
    for (Future<?> writer : writers) {
      ended(writer);
    }
  }

  private void ended(Future<?> writer) throws InterruptedException {
    try {
      writer.get();
    } catch (ExecutionException e) {
      stopped = true;
      throw new IllegalStateException("The workload failed", e.getCause());
    }
  }

  /** Throws what a writer died of, if one did, as {@link #stop()}. Does not block. */
  public void check() throws InterruptedException {
    for (Future<?> writer : writers) {
      if (writer.isDone()) {
        ended(writer);
      }
    }
  }

  /** In how many committed transactions each feature really happened. */
  public Map<Feature, Long> counts() {
    return counts.features();
  }

  /** Transactions ended so far, those that were rolled back on purpose among them. */
  public long transactions() {
    return counts.transactions();
  }

  /** Transactions tried again so far. */
  public long retries() {
    return counts.retries();
  }

  /** The tables' names. */
  public List<String> tables() {
    return WorkloadTables.of(options.features()).stream().map(WorkloadTable::name).toList();
  }

  /**
   * Every table has the same rows at the sink, each as often. Blocks; reads both sides by plain
   * SQL.
   *
   * @param sink where a database of the same name must be equal
   */
  public void assertEqual(DatabaseServer sink) throws SQLException {
    SqlComparison sides = new SqlComparison(server, sink, database);
    for (WorkloadTable table : WorkloadTables.of(options.features())) {
      sides.assertSameMultiset(table.name(), table.compared());
    }
  }

  /** Ends the writers without a word about their errors. Does nothing the second time. */
  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
  }

  @Override
  public String toString() {
    return Stream.of(
            "seed " + options.seed(),
            transactions() + " transactions",
            retries() + " retries",
            "" + counts())
        .reduce((a, b) -> a + ", " + b)
        .orElseThrow();
  }
}
