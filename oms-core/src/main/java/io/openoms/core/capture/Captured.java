package io.openoms.core.capture;

import io.openoms.KeptLog;
import io.openoms.ObjectName;
import io.openoms.SkipReason;
import io.openoms.spi.data.Position;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How far the log is read; for any thread. */
public final class Captured {

  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final Map<ObjectName, SkippedChanges> skipped = new ConcurrentHashMap<>();
  private volatile Optional<KeptLog> kept = Optional.empty();
  private volatile Position position;
  private volatile long endNanos = Long.MIN_VALUE;

  Captured(Position position) {
    this.position = position;
  }

  void readTo(Position reached) {
    position = reached;
  }

  void atEnd() {
    endNanos = System.nanoTime();
  }

  void count(long more) {
    changes.addAndGet(more);
  }

  void skipped(ObjectName table, SkipReason reason, long more) {
    skipped.computeIfAbsent(table, any -> new SkippedChanges()).count(reason, more);
  }

  /** The changes of this run that were skipped when they were read, by the table's name. */
  public Map<ObjectName, SkippedChanges> skipped() {
    return Collections.unmodifiableMap(skipped);
  }

  void retried() {
    retries.incrementAndGet();
  }

  /** Up to where all is in the spool. */
  public Position position() {
    return position;
  }

  /** Changes read in this run. */
  public long changes() {
    return changes.get();
  }

  void kept(KeptLog log) {
    kept = Optional.of(log);
  }

  /** What the source keeps of its log for the project, as it last said. */
  public Optional<KeptLog> kept() {
    return kept;
  }

  /** How often a reader had to be opened again. */
  public long retries() {
    return retries.get();
  }

  /** Whether the source has said within that time that its log ends where it is read to. */
  public boolean wasAtEndWithin(long nanos) {
    return endNanos != Long.MIN_VALUE && System.nanoTime() - endNanos < nanos;
  }
}
