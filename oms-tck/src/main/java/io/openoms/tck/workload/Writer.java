package io.openoms.tck.workload;

import io.openoms.testkit.DatabaseServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread of a workload. Each transaction's choices come from the seed, the writer's number and
 * its own, so that they are the same in each attempt and each run.
 */
final class Writer implements Callable<@Nullable Void> {

  private static final int SESSION_TRANSACTIONS = 10;
  private static final int ATTEMPTS = 20;
  private static final long MOST_TROUBLE_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final long LONGEST_REST_MILLIS = 200;
  // Deadlock, lock timeout, both in XA, an XA transaction that is still held by a dying session.
  private static final List<Integer> PASSING = List.of(1213, 1205, 1614, 1613, 1397, 1399, 1402);

  private final DatabaseServer server;
  private final String database;
  private final WorkloadOptions options;
  private final int writer;
  private final Changes changes;
  private final WorkloadCounts counts;
  private final Supplier<Set<Feature>> held;
  private final BooleanSupplier stopped;
  private @Nullable WriterSession session;

  Writer(
      DatabaseServer server,
      String database,
      WorkloadOptions options,
      int writer,
      WorkloadCounts counts,
      Supplier<Set<Feature>> held,
      BooleanSupplier stopped) {
    this.server = server;
    this.database = database;
    this.options = options;
    this.writer = writer;
    this.changes = new Changes(options.features());
    this.counts = counts;
    this.held = held;
    this.stopped = stopped;
  }

  @Override
  public @Nullable Void call() throws Exception {
    long began = System.nanoTime();
    try {
      for (long n = 0; n < options.transactions() && !stopped.getAsBoolean(); n++) {
        if (options.transactionsPerSecond() > 0) {
          double due = n * (double) options.writers() / options.transactionsPerSecond();
          long wait = began + (long) (due * 1e9) - System.nanoTime();
          TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
        }
        if (n % SESSION_TRANSACTIONS == 0) {
          closeSession();
        }
        transaction(n);
      }
      leaveNothingPrepared();
      return null;
    } finally {
      closeSession();
    }
  }

  /** One transaction, tried again after what passes; what does not pass for long is named. */
  private void transaction(long number) throws Exception {
    long since = 0;
    for (int attempt = 1; ; attempt++) {
      try {
        WriterSession present = session(number);
        present.begin(mixed(number, 1));
        Frame frame = Frame.next(present.random(), options.features());
        counts.add(frame.run(present, changes, number).happened());
        return;
      } catch (SQLException e) {
        closeSession();
        counts.retried();
        since = since == 0 ? System.nanoTime() : since;
        boolean mayPass = isLost(e) || PASSING.contains(e.getErrorCode());
        if (!mayPass || System.nanoTime() - since > MOST_TROUBLE_NANOS) {
          throw failure(number, e);
        }
        Thread.sleep(isLost(e) ? LONGEST_REST_MILLIS : Math.min(attempt, LONGEST_REST_MILLIS));
      }
    }
  }

  private IllegalStateException failure(long number, SQLException e) {
    return new IllegalStateException(
        "Writer "
            + writer
            + ", transaction "
            + number
            + ", seed "
            + options.seed()
            + ": error "
            + e.getErrorCode()
            + ", "
            + e.getMessage(),
        e);
  }

  private WriterSession session(long number) throws SQLException {
    if (session == null) {
      long place = number / SESSION_TRANSACTIONS;
      Random random = new Random(mixed(place, 2));
      List<SessionSetting> settings =
          SessionSetting.of(
              place * options.writers() + writer, options.features(), held.get(), random);
      WriterSession opened = new WriterSession(server, database, options, writer, settings);
      session = opened;
      XaFrame.finish(opened);
    }
    return session;
  }

  private void leaveNothingPrepared() throws Exception {
    closeSession();
    for (int attempt = 0; ; attempt++) {
      try {
        session(0);
        return;
      } catch (SQLException e) {
        closeSession();
        if (attempt == ATTEMPTS) {
          throw e;
        }
        Thread.sleep(LONGEST_REST_MILLIS);
      }
    }
  }

  private static boolean isLost(SQLException e) {
    String state = e.getSQLState();
    return (state != null && state.startsWith("08"))
        || List.of(1053, 1077, 1927, 3032).contains(e.getErrorCode());
  }

  private long mixed(long number, int purpose) {
    long mixed = options.seed() * 0x9e3779b97f4a7c15L + writer * 0x632be59bd9b4e019L;
    return (mixed ^ (mixed >>> 29)) + number * 0xff51afd7ed558ccdL + purpose;
  }

  private void closeSession() {
    if (session != null) {
      session.close();
      session = null;
    }
  }
}
