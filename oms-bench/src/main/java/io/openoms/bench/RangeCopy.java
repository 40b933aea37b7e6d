package io.openoms.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What hand-written copiers have in common: two threads, each with a connection to both ends, take
 * ranges of ids in turn, copy the rows of each and commit it; then the index is built.
 */
abstract class RangeCopy implements Competitor {

  private static final int THREADS = 2;
  private static final int RANGES = 20;

  private final ExecutorService threads;

  RangeCopy(ExecutorService threads) {
    this.threads = threads;
  }

  /** Parameters of the JDBC URL of the sink. */
  abstract String sinkParameters();

  /** Copies the rows of one range; the caller commits. */
  abstract void copyRange(Task task, long after, long upTo, Connection source, Connection sink)
      throws SQLException;

  @Override
  public CopyTimes copy(Task task) throws Exception {
    task.createTarget();
    long began = System.nanoTime();
    AtomicLong next = new AtomicLong();
    List<Future<?>> workers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      workers.add(
          threads.submit(
              () -> {
                work(task, next);
                return null;
              }));
    }
    for (Future<?> worker : workers) {
      worker.get();
    }
    long copied = System.nanoTime();
    task.createIndex();
    return new CopyTimes(
        Duration.ofNanos(copied - began), Duration.ofNanos(System.nanoTime() - copied));
  }

  private void work(Task task, AtomicLong next) throws SQLException {
    try (Connection source = task.from().connect();
        Connection sink =
            DriverManager.getConnection(
                task.to().jdbcUrl() + sinkParameters(), task.to().user(), task.to().password())) {
      sink.setAutoCommit(false);
      long range = Math.max(1, task.rows() / RANGES);
      for (long after = next.getAndAdd(range); after < task.rows(); after = next.getAndAdd(range)) {
        copyRange(task, after, after + range, source, sink);
        sink.commit();
      }
    }
  }
}
