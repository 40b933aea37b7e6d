package io.openoms.core.apply;

import io.openoms.Following;
import io.openoms.ObjectName;
import io.openoms.SkipReason;
import io.openoms.core.capture.Captured;
import io.openoms.core.capture.SkippedChanges;
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
    private final SkippedChanges skipped = new SkippedChanges();

    Following.Counts sum(SkippedChanges whileCaptured) {
      return new Following.Counts(
          inserts.sum(), updates.sum(), deletes.sum(), skipped.plus(whileCaptured));
    }
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

  /** Changes of a table count. */
  void count(ObjectName source, KindCounts more) {
    TableCounts counts = of(source);
    counts.inserts.add(more.inserts());
    counts.updates.add(more.updates());
    counts.deletes.add(more.deletes());
  }

  void skipped(ObjectName source, SkipReason reason, long skipped) {
    of(source).skipped.count(reason, skipped);
  }

  private TableCounts of(ObjectName source) {
    return tables.computeIfAbsent(source, name -> new TableCounts());
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
   * @param captured what was captured in this run
   */
  public Following sample(Captured captured, LongSupplier spoolBytes) {
    return new Following(
        lag(),
        captured.changes(),
        changes,
        transactions,
        capturedRate.of(captured.changes()),
        appliedRate.of(changes),
        transactionRate.of(transactions),
        spoolBytes.getAsLong(),
        caughtUp,
        retries.get() + captured.retries(),
        Optional.ofNullable(lastWindow),
        captured.kept(),
        counts(captured.skipped()));
  }

  private Map<ObjectName, Following.Counts> counts(Map<ObjectName, SkippedChanges> whileCaptured) {
    whileCaptured.keySet().forEach(this::of);
    Map<ObjectName, Following.Counts> counts = new HashMap<>();
    tables.forEach(
        (table, of) ->
            counts.put(table, of.sum(whileCaptured.getOrDefault(table, new SkippedChanges()))));
    return counts;
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
