package io.openoms.core.apply;

import io.openoms.Following;
import io.openoms.ObjectName;
import io.openoms.spi.data.RowChange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The figures of following; counted by any thread, sampled by the coordinating one. */
public final class ApplyFigures {

  private static final class TableCounts {
    private final LongAdder inserts = new LongAdder();
    private final LongAdder updates = new LongAdder();
    private final LongAdder deletes = new LongAdder();
  }

  private final Rate capturedRate = new Rate();
  private final Rate appliedRate = new Rate();
  private final Rate transactionRate = new Rate();
  private final Map<ObjectName, TableCounts> tables = new ConcurrentHashMap<>();
  private final AtomicLong retries = new AtomicLong();
  private volatile long changes;
  private volatile long transactions;
  private volatile Following.@Nullable Window lastWindow;
  private volatile @Nullable Instant upTo;
  private volatile boolean caughtUp;

  /** A step is tried again. */
  void retried() {
    retries.incrementAndGet();
  }

  void count(ObjectName source, RowChange.Kind kind) {
    TableCounts counts = tables.computeIfAbsent(source, name -> new TableCounts());
    switch (kind) {
      case INSERT -> counts.inserts.increment();
      case UPDATE -> counts.updates.increment();
      case DELETE -> counts.deletes.increment();
    }
  }

  void applied(long allChanges, long allTransactions, Instant at) {
    changes = allChanges;
    transactions = allTransactions;
    upTo = at;
  }

  void window(Following.Window window) {
    lastWindow = window;
  }

  void caughtUp(boolean value) {
    caughtUp = value;
  }

  /**
   * The figures now. Called by the coordinating task alone.
   *
   * @param captured changes captured in this run
   * @param captureRetries how often the log's reader was opened again
   */
  public Following sample(long captured, long captureRetries, LongSupplier spoolBytes) {
    Map<ObjectName, Following.Counts> counts = new HashMap<>();
    tables.forEach(
        (table, of) ->
            counts.put(
                table, new Following.Counts(of.inserts.sum(), of.updates.sum(), of.deletes.sum())));
    return new Following(
        lag(),
        captured,
        changes,
        transactions,
        capturedRate.of(captured),
        appliedRate.of(changes),
        transactionRate.of(transactions),
        spoolBytes.getAsLong(),
        caughtUp,
        retries.get() + captureRetries,
        Optional.ofNullable(lastWindow),
        counts);
  }

  private Optional<Duration> lag() {
    Instant at = upTo;
    if (at == null) {
      return Optional.empty();
    }
    Duration lag = Duration.between(at, Instant.now());
    return Optional.of(lag.isNegative() ? Duration.ZERO : lag);
  }
}
