package io.openoms.tck.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Several {@link LogWriter}s at once, until they are stopped. One thread. */
final class LogWorkload implements AutoCloseable {

  private static final int WRITERS = 3;

  private final PostgreSqlPair pair;
  private final long seed;
  private final long pauseMillis;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<Long>> writers = new ArrayList<>();
  private volatile boolean stopped;

  LogWorkload(PostgreSqlPair pair, long seed, long pauseMillis) {
    this.pair = pair;
    this.seed = seed;
    this.pauseMillis = pauseMillis;
  }

  /** Makes the tables, with that many rows in each. */
  void create(int rows) {
    pair.onSource(LoggedTables.create());
    pair.onSource(LoggedTables.fill(rows));
  }

  void start() {
    for (int i = 0; i < WRITERS; i++) {
      int number = i;
      writers.add(threads.submit(() -> write(number)));
    }
  }

  private long write(int number) throws SQLException, InterruptedException {
    try (LogWriter writer = new LogWriter(pair.source(), pair.schema(), number, seed)) {
      while (!stopped) {
        writer.write();
        Thread.sleep(pauseMillis);
      }
      return writer.transactions();
    }
  }

  /** No writer has ended with an error. */
  void check() throws Exception {
    for (Future<Long> writer : writers) {
      if (writer.isDone()) {
        writer.get();
      }
    }
  }

  /** Ends the writers, all of which must have written. */
  void stop() throws Exception {
    stopped = true;
    for (Future<Long> writer : writers) {
      assertThat(writer.get(1, TimeUnit.MINUTES)).isPositive();
    }
  }

  /** All rows of all tables are the same at both servers. */
  void assertEqual() {
    LoggedTables.questions().forEach((table, question) -> assertEqual(table, question));
  }

  private void assertEqual(String table, LoggedTables.Question question) {
    List<String> expected = pair.fromSource(question.source());
    List<String> missing = new ArrayList<>(expected);
    List<String> extra = new ArrayList<>(pair.fromSink(question.sink()));
    int found = extra.size();
    Set<String> both = new HashSet<>(expected);
    both.retainAll(new HashSet<>(extra));
    missing.removeIf(both::contains);
    extra.removeIf(both::contains);
    assertThat(missing).as("rows of %s that are missing; extra: %s", table, extra).isEmpty();
    assertThat(extra).as("extra rows of %s", table).isEmpty();
    assertThat(found).as(table).isEqualTo(expected.size()).isPositive();
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdown();
  }
}
